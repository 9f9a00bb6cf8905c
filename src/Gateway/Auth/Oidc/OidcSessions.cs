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

/// <summary>Signing out, in both directions: the issuer here (front-channel logout), and we at the issuer (RP-initiated logout).</summary>
internal sealed class OidcSessions(
    IClusterClient grains, GatewayOptions options, OidcOptions oidc, AccountCheck accounts, AuditLog audit, IOptionsMonitor<OpenIdConnectOptions> handler,
    ILogger<OidcSessions> log)
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
        {
            accounts.Forget(memberId);
            await audit.AppendAsync(AuditAction.SignedOutByIssuer, memberId);
        }
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

    private static bool IsPossible(string? value) => value is { Length: > 0 and <= MaxLength };

    private IExternalSessionGrain Grain(string issuer, string sessionId) => grains.GetGrain<IExternalSessionGrain>(
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.PracticeId}\n{issuer}\n{sessionId}"))));
}
