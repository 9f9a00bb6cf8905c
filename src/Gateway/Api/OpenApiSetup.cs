using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Api;

/// <summary>The OpenAPI document: what there is, who may use it, how it fails.</summary>
internal static class OpenApiSetup
{
    private const string Cookie = "cookie";
    private const string Bearer = "mediaToken";

    public static IServiceCollection AddPsyCareOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "PsyCare",
                Version = "v1",
                Description = "Errors are RFC 9457 problem details with a machine-readable `code`. "
                    + $"What changes something needs the header `{SameSiteGuard.Header}: 1`, except under /api/whip.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = Schemes();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Secure(operation, context);
            DescribeBody(operation, context);
            return Task.CompletedTask;
        });
    });

    private static Dictionary<string, IOpenApiSecurityScheme> Schemes() => new()
    {
        [Cookie] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = AuthSetup.CookieName,
            Description = "Set by sign-in (clinician) or by redeeming an invite (patient).",
        },
        [Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "From POST /api/sessions/{sessionId}/media-token.",
        },
    };

    private static void DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RawBody>().FirstOrDefault() is { } body)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [body.ContentType] = new() },
            };
    }

    private static void Secure(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
            return;
        }

        var policies = metadata.OfType<IAuthorizeData>().Select(a => a.Policy).ToList();
        var scheme = policies.Contains(Policies.Media) ? Bearer : Cookie;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
        operation.Description = $"For: {string.Join(", ", policies)}. {operation.Description}".TrimEnd();
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", Problem("Not signed in.", context));
        operation.Responses.TryAdd("403", Problem("Not for this kind of user.", context));
    }

    private static OpenApiResponse Problem(string description, OpenApiOperationTransformerContext context) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemResult.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document) },
        },
    };
}
