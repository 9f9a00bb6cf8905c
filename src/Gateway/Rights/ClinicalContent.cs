using Microsoft.AspNetCore.Builder;

namespace PsyCare.Gateway.Rights;

/// <summary>Says of an endpoint that it reads or writes clinical content: each such request leaves an audit entry (tests hold it to that).</summary>
/// <param name="What">Which content.</param>
internal sealed record ClinicalContent(string What);

/// <summary>Tags endpoints.</summary>
internal static class ClinicalContentExtensions
{
    /// <summary>The endpoint hands out or takes in clinical content.</summary>
    public static RouteHandlerBuilder Clinical(this RouteHandlerBuilder endpoint, string what) => endpoint.WithMetadata(new ClinicalContent(what));
}
