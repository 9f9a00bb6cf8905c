using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Auth;

/// <summary>Authenticates WHIP requests by <c>Authorization: Bearer</c> (RFC 9725 section 4.7, RFC 6750).</summary>
internal sealed class MediaTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, MediaTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "media";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (tokens.Read(header[Prefix.Length..].Trim()) is not { } grant)
            return Task.FromResult(AuthenticateResult.Fail("The media token is not valid."));

        var principal = grant.Role == ParticipantRole.Clinician
            ? Principals.Clinician(grant.PrincipalId, practiceId: "", Scheme)
            : Principals.Patient(grant.SessionId, grant.PrincipalId, Scheme);
        Context.Features.Set(grant);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return new ProblemResult(ProblemKind.NotSignedIn).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new ProblemResult(ProblemKind.Forbidden).ExecuteAsync(Context);
}
