using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace PsyCare.Domain.Practices;

/// <summary>
/// A member's second factor: a secret shared with their authenticator app (TOTP, RFC 6238), and recovery codes for the day the phone is lost.
/// Which time step a code belongs to is found outside; here is the rule that each step and each recovery code counts once.
/// </summary>
public sealed class SecondFactor
{
    private const int SecretBytes = 20;
    private const int RecoveryCodes = 10;
    private const int RecoveryLength = 16;
    private const string RecoveryAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>The shared secret, 160 bits as RFC 4226 recommends; null where none was begun.</summary>
    [JsonInclude]
    public byte[]? Secret { get; private set; }

    /// <summary>Whether it is asked for: the app has shown once that it has the secret.</summary>
    [JsonInclude]
    public bool Enabled { get; private set; }

    /// <summary>The newest time step that was used.</summary>
    [JsonInclude]
    public long LastStep { get; private set; } = -1;

    /// <summary>SHA-256 of the recovery codes that are left; each has 79 random bits, so no salt or stretching is needed.</summary>
    [JsonInclude]
    public IReadOnlyList<byte[]> RecoveryHashes { get; private set; } = [];

    /// <summary>Makes a secret for the app to take over. Refuses with WrongPhase where the factor is on: it must be removed first.</summary>
    public Refusal? Begin()
    {
        if (Enabled)
            return Refusal.WrongPhase;
        Secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return null;
    }

    /// <summary>Turns it on.</summary>
    /// <param name="step">The time step of the code that the app showed; null where the code was wrong.</param>
    /// <param name="codes">The recovery codes, as they are shown once: four groups of four characters.</param>
    public Refusal? Confirm(long? step, out IReadOnlyList<string> codes)
    {
        codes = [];
        if (Enabled || Secret is null)
            return Refusal.WrongPhase;
        if (step is null)
            return Refusal.WrongCode;
        (Enabled, LastStep) = (true, step.Value);
        codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => NewRecoveryCode())];
        RecoveryHashes = [.. codes.Select(Hash)];
        return null;
    }

    /// <summary>Uses a time step.</summary>
    /// <returns>False where it, or a later one, was used before: somebody may have looked over a shoulder.</returns>
    public bool UseStep(long step)
    {
        if (!Enabled || step <= LastStep)
            return false;
        LastStep = step;
        return true;
    }

    /// <summary>Uses a recovery code up.</summary>
    public bool UseRecoveryCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var hash = Hash(code);
        var left = RecoveryHashes.Where(h => !CryptographicOperations.FixedTimeEquals(h, hash)).ToList();
        if (!Enabled || left.Count == RecoveryHashes.Count)
            return false;
        RecoveryHashes = left;
        return true;
    }

    /// <summary>Turns it off and forgets all of it.</summary>
    public void Remove() => (Secret, Enabled, LastStep, RecoveryHashes) = (null, false, -1, []);

    private static string NewRecoveryCode() =>
        string.Join('-', RandomNumberGenerator.GetString(RecoveryAlphabet, RecoveryLength).Chunk(4).Select(c => new string(c)));

    private static byte[] Hash(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)])));
}
