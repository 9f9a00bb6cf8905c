using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Auth;

/// <summary>What a media token says: who may connect media to which session; for a therapist also with which signed-in browser.</summary>
internal sealed record MediaGrant(string SessionId, ParticipantRole Role, string PrincipalId, string DeviceId = "");

/// <summary>
/// Bearer tokens for WHIP: sealed by Data Protection, good for ten minutes and one session. WHIP clients have no cookie, and a cookie
/// must not be enough to publish media from another page.
/// </summary>
internal sealed class MediaTokens(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int MaxLength = 2_048;
    private const char Separator = '.';

    // Not the time-limited protector: it has a clock of its own.
    private readonly IDataProtector _protector = protection.CreateProtector("PsyCare.MediaToken.v2");

    public (string Token, DateTimeOffset ExpiresAt) Issue(MediaGrant grant)
    {
        var expiresAt = time.GetUtcNow() + Lifetime;
        var content = string.Join(Separator, grant.SessionId, grant.Role, grant.PrincipalId, grant.DeviceId, expiresAt.ToUnixTimeMilliseconds());
        return (_protector.Protect(content), expiresAt);
    }

    /// <summary>What the token says, or null when it is forged, damaged or too old.</summary>
    public MediaGrant? Read(string token)
    {
        if (token.Length is 0 or > MaxLength)
            return null;
        try
        {
            return _protector.Unprotect(token).Split(Separator) is [var session, var role, var principal, var device, var expiresAt]
                && long.Parse(expiresAt, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeMilliseconds()
                ? new MediaGrant(session, Enum.Parse<ParticipantRole>(role), principal, device)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
