using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace PsyCare.Gateway.Problems;

/// <summary>Answers with RFC 9457 problem details.</summary>
/// <param name="Kind">Which error.</param>
/// <param name="Reason">A machine-readable detail (e.g. why an offer was rejected); never anything that the client sent.</param>
/// <param name="Fields">What of the request it is about, in our names for it.</param>
internal sealed record ProblemResult(ProblemKind Kind, string? Reason = null, IReadOnlyList<string>? Fields = null) : IResult
{
    public const string ContentType = "application/problem+json";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:psycare:problem:{Kind.Code}",
            Title = Kind.Title,
            Status = Kind.Status,
            Extensions = { ["code"] = Kind.Code },
        };
        if (Reason is not null)
            problem.Extensions["reason"] = Reason;
        if (Fields is { Count: > 0 })
            problem.Extensions["fields"] = Fields.Select(JsonNamingPolicy.CamelCase.ConvertName).ToArray();
        httpContext.Response.StatusCode = Kind.Status;
        await httpContext.Response.WriteAsJsonAsync(problem, options: null, ContentType, httpContext.RequestAborted);
    }
}
