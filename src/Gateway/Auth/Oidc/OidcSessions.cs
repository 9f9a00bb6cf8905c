using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>Signing out, in both directions: the issuer here (front-channel and back-channel logout), and we at the issuer (RP-initiated logout).</summary>
internal sealed class OidcSessions(
    IClusterClient grains, GatewayOptions options, OidcOptions oidc, LogoutTokens tokens, AccountCheck accounts, AuditLog audit,
    IOptionsMonitor<OpenIdConnectOptions> handler, ILogger<OidcSessions> log)
{
    private const int MaxLength = 512;

    /// <summary>Enters a browser that the issuer's session signed in.</summary>
    public Task AddAsync(ExternalIdentity identity, string? sessionId, string memberId, string deviceId) =>
        IsPossible(sessionId) ? Grain(identity.Issuer, sessionId!).AddAsync(memberId, deviceId) : Task.CompletedTask;

    /// <summary>Signs the browsers of one of the issuer's sessions out. Who knows its id may: nothing more can come of it.</summary>
    public async Task EndAsync(string issuer, string sessionId)
    {
        if (!IsPossible(issuer) || !IsPossible(sessionId))
            return;
        foreach (var memberId in await Grain(issuer, sessionId).EndAsync())
            await SignedOutAsync(memberId);
    }

    /// <summary>Signs out by a logout token: the browsers of the session that it names, or all that its person has through the issuer.</summary>
    /// <returns>False where the token is none, or has counted before.</returns>
    /// <exception cref="InvalidOperationException">The issuer's keys cannot be had.</exception>
    public async Task<bool> EndAsync(string logoutToken)
    {
        if (await tokens.ReadAsync(logoutToken) is not { } token)
            return false;
        var spent = grains.GetGrain<ISpentTokensGrain>(options.PracticeId);
        var id = Hash($"{token.Issuer}\n{token.Id}");
        if (await spent.ContainsAsync(id))
            return false;
        if (token.SessionId is { } sessionId)
            await EndAsync(token.Issuer, sessionId);
        else
            await EndAllAsync(new ExternalIdentity(token.Issuer, token.Subject!));
        // Last: what was interrupted is done when the issuer tries again.
        await spent.AddAsync(id, token.CountsUntil);
        return true;
    }

    /// <summary>
    /// Where the browser is to be sent to sign out at the issuer as well; null where the issuer has no such address or does not answer. We keep
    /// no ID token to hint with, so the issuer may ask whether it is meant.
    /// </summary>
    public async Task<string?> SignOutUrlAsync(Uri here)
    {
        try
        {
            var found = await handler.Get(OidcSetup.Scheme).ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
            return string.IsNullOrEmpty(found.EndSessionEndpoint) ? null : QueryHelpers.AddQueryString(found.EndSessionEndpoint, new Dictionary<string, string?>
            {
                [OpenIdConnectParameterNames.ClientId] = oidc.ClientId,
                [OpenIdConnectParameterNames.PostLogoutRedirectUri] = new Uri(options.PublicUrl ?? here, OidcSignIn.Page).AbsoluteUri,
            });
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            log.LogWarning("The issuer could not be asked where to sign out: {Exception}", e.GetType().Name);
            return null;
        }
    }

    private async Task EndAllAsync(ExternalIdentity identity)
    {
        if (await grains.GetGrain<IPracticeGrain>(options.PracticeId).FindByIdentityAsync(identity) is not { } member)
            return;
        await grains.GetGrain<IClinicianGrain>(member.MemberId).CloseDevicesFromIssuerAsync();
        await SignedOutAsync(member.MemberId);
    }

    private async Task SignedOutAsync(string memberId)
    {
        accounts.Forget(memberId);
        await audit.AppendAsync(AuditAction.SignedOutByIssuer, memberId);
    }

    private static bool IsPossible(string? value) => value is { Length: > 0 and <= MaxLength };

    private IExternalSessionGrain Grain(string issuer, string sessionId) =>
        grains.GetGrain<IExternalSessionGrain>(Hash($"{options.PracticeId}\n{issuer}\n{sessionId}"));

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
