using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>What a valid logout token says.</summary>
/// <param name="Issuer"><c>iss</c>.</param>
/// <param name="Id"><c>jti</c>: a token counts once.</param>
/// <param name="CountsUntil">When it would be too old in any case.</param>
/// <param name="SessionId"><c>sid</c>: the session that has ended; null where all of the person's have.</param>
/// <param name="Subject"><c>sub</c>: whose; null where only the session is named.</param>
internal sealed record LogoutToken(string Issuer, string Id, DateTimeOffset CountsUntil, string? SessionId, string? Subject);

/// <summary>
/// Checks logout tokens by OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6: signature, issuer, audience, life, event, and that it is no ID
/// token. All claims that the specification requires are required here, and a token is taken for at most five minutes.
/// </summary>
internal sealed class LogoutTokens(IOptionsMonitor<OpenIdConnectOptions> handler, TimeProvider time)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const int MaxLength = 512;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>What the token says; null where it is not a valid one for us.</summary>
    /// <exception cref="InvalidOperationException">The issuer's keys cannot be had.</exception>
    public async Task<LogoutToken?> ReadAsync(string token)
    {
        var options = handler.Get(OidcSetup.Scheme);
        await options.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
        var rules = options.TokenValidationParameters.Clone();
        // Gives issuer and keys, and fetches keys again where the token names one that is new.
        rules.ConfigurationManager = options.ConfigurationManager as BaseConfigurationManager;
        rules.RequireSignedTokens = rules.RequireExpirationTime = rules.RequireAudience = true;
        var result = await Handler.ValidateTokenAsync(token, rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken { Typ: null or "" or "JWT" or "logout+jwt" } valid } ? Read(valid) : null;
    }

    private LogoutToken? Read(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload));
        var claims = payload.RootElement;
        if (claims.TryGetProperty("nonce", out _) || !IsLogout(claims) || IssuedAt(claims) is not { } issued)
            return null;
        var now = time.GetUtcNow();
        if (issued > now + Skew || issued < now - MaxAge - Skew || !TryGet(claims, "jti", out var id) || id is null)
            return null;
        // Either may be missing, not both; what is there must be usable.
        return TryGet(claims, "sid", out var session) && TryGet(claims, "sub", out var subject) && (session ?? subject) is not null
            ? new LogoutToken(token.Issuer, id, issued + MaxAge + Skew, session, subject)
            : null;
    }

    private static bool IsLogout(JsonElement claims) =>
        claims.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Object
        && events.TryGetProperty(Event, out var happened) && happened.ValueKind == JsonValueKind.Object;

    private static DateTimeOffset? IssuedAt(JsonElement claims) =>
        claims.TryGetProperty("iat", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var seconds)
            && seconds is > 0 and < uint.MaxValue
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <returns>False where the claim is there and no usable string.</returns>
    private static bool TryGet(JsonElement claims, string name, out string? value)
    {
        value = null;
        if (!claims.TryGetProperty(name, out var claim))
            return true;
        value = claim.ValueKind == JsonValueKind.String ? claim.GetString() : null;
        return value is { Length: > 0 and <= MaxLength };
    }
}
