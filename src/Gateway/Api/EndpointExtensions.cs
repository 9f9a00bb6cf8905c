using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Api;

/// <summary>What every endpoint tells the OpenAPI document.</summary>
internal static class EndpointExtensions
{
    /// <summary>Names and describes an endpoint and lists the errors that are its own.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary, params ProblemKind[] problems)
    {
        endpoint.WithName(name).WithSummary(summary);
        foreach (var status in problems.Select(p => p.Status).Distinct())
            endpoint.ProducesProblem(status);
        return endpoint;
    }

    /// <summary>Lowers the limit of the request body, bytes.</summary>
    public static RouteHandlerBuilder LimitBody(this RouteHandlerBuilder endpoint, long bytes) =>
        endpoint.WithMetadata(new BodyLimit(bytes));
}

/// <summary>The largest body that an endpoint reads, bytes.</summary>
internal sealed record BodyLimit(long Bytes)
{
    /// <summary>For JSON.</summary>
    public const long Default = 1024 * 1024;

    /// <summary>For a token of an issuer.</summary>
    public const long Token = 32 * 1024;

    /// <summary>For an SDP.</summary>
    public const long Sdp = 64 * 1024;
}

/// <summary>A body that is no JSON, for the OpenAPI document. (Accepts metadata would let routing answer 415 before authorization.)</summary>
internal sealed record RawBody(string ContentType);
