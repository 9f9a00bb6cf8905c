using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace PsyCare.Gateway.Problems;

/// <summary>Answers with RFC 9457 problem details.</summary>
/// <param name="Kind">Which error.</param>
/// <param name="Reason">A machine-readable detail (e.g. why an offer was rejected); never anything that the client sent.</param>
internal sealed record ProblemResult(ProblemKind Kind, string? Reason = null) : IResult
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
        httpContext.Response.StatusCode = Kind.Status;
        await httpContext.Response.WriteAsJsonAsync(problem, options: null, ContentType, httpContext.RequestAborted);
    }
}
