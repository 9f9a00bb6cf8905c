using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Auth;

/// <summary>Authenticates WHIP requests by <c>Authorization: Bearer</c> (RFC 9725 section 4.7, RFC 6750).</summary>
internal sealed class MediaTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, MediaTokens tokens,
    AccountCheck accounts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "media";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (tokens.Read(header[Prefix.Length..].Trim()) is not { } grant || await PrincipalAsync(grant) is not { } principal)
            return AuthenticateResult.Fail("The media token is not valid.");
        Context.Features.Set(grant);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme));
    }

    /// <summary>Null where the therapist is no longer signed in with the browser that asked for the token.</summary>
    private async Task<ClaimsPrincipal?> PrincipalAsync(MediaGrant grant)
    {
        if (grant.Role == ParticipantRole.Patient)
            return Principals.Patient(grant.SessionId, grant.PrincipalId, Scheme);
        return await accounts.CheckAsync(grant.PrincipalId, grant.DeviceId) is { } standing && standing.Roles.HasFlag(MemberRoles.Therapist)
            ? Principals.Clinician(grant.PrincipalId, practiceId: "", grant.DeviceId, standing, Scheme)
            : null;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return new ProblemResult(ProblemKind.NotSignedIn).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new ProblemResult(ProblemKind.Forbidden).ExecuteAsync(Context);
}
