using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PsyCare.Domain.Sessions;

/// <summary>A single-use, expiring way for the patient into one session. Only the secret's SHA-256 is kept.</summary>
/// <param name="SecretHash">SHA-256 of the secret's characters; the secret has 256 random bits, so no salt or stretching is needed.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="RedeemedAt">When it was used, or null.</param>
public sealed record Invite(byte[] SecretHash, DateTimeOffset ExpiresAt, DateTimeOffset? RedeemedAt)
{
    private const int SecretBytes = 32;

    /// <summary>How long an invite works.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);

    /// <summary>A new invite and its secret (43 characters of base64url).</summary>
    public static (Invite Invite, string Secret) Issue(DateTimeOffset now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (new Invite(Hash(secret), now + Lifetime, null), secret);
    }

    /// <summary>Whether <paramref name="secret"/> opens this invite now; compares in constant time.</summary>
    /// <returns>InviteUnknown, InviteUsed, InviteExpired, or null when it does.</returns>
    public Refusal? Check(string secret, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length > 128 || !CryptographicOperations.FixedTimeEquals(Hash(secret), SecretHash))
            return Refusal.InviteUnknown;
        if (RedeemedAt is not null)
            return Refusal.InviteUsed;
        return now >= ExpiresAt ? Refusal.InviteExpired : null;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
