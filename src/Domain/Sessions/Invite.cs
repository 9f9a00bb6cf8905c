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
    /// <summary>So many wrong passcodes, and the invite no longer works.</summary>
    public const int MaxPasscodeFailures = 5;

    private const int SecretBytes = 32;

    /// <summary>
    /// Six digits that the therapist gives the patient by another way; null where none is asked for. Kept readable, for the therapist to look
    /// it up: it guards one invite against a mailbox that others read, for a few guesses.
    /// </summary>
    public string? Passcode { get; init; }

    /// <summary>Wrong passcodes so far.</summary>
    public int PasscodeFailures { get; init; }

    /// <summary>How long an invite works.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);

    /// <summary>A new invite and its secret (43 characters of base64url).</summary>
    public static (Invite Invite, string Secret) Issue(DateTimeOffset now, bool withPasscode = false)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var passcode = withPasscode ? RandomNumberGenerator.GetString("0123456789", 6) : null;
        return (new Invite(Hash(secret), now + Lifetime, null) { Passcode = passcode }, secret);
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
        return now >= ExpiresAt || PasscodeFailures >= MaxPasscodeFailures ? Refusal.InviteExpired : null;
    }

    /// <summary>Whether <paramref name="given"/> is the passcode, or none is asked for; compares in constant time.</summary>
    public bool IsPasscode(string? given) =>
        Passcode is null || given is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given.Trim()), Encoding.UTF8.GetBytes(Passcode));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
