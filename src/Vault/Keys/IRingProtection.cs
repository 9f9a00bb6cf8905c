namespace PsyCare.Vault.Keys;

/// <summary>What protects the practice's keys in the key ring's file: a <see cref="Passphrase"/> or an <see cref="IRingKey"/>.</summary>
public interface IRingProtection
{
    /// <summary>What it is, for people, e.g. <c>a passphrase</c>. Never a secret.</summary>
    string Description { get; }
}

/// <summary>
/// A key that wraps each of the practice's keys and never leaves the place where it is kept. Asked when a process opens the ring and when the ring is
/// changed, never for a data key. Safe for many threads.
/// </summary>
public interface IRingKey : IRingProtection
{
    /// <summary>Wraps a key with the newest version.</summary>
    /// <exception cref="KeyRingException">It cannot be reached, or refuses (<see cref="KeyRingException.IsRefused"/>).</exception>
    WrappedPracticeKey Wrap(ReadOnlySpan<byte> key);

    /// <summary>Unwraps a key with the version that wrapped it.</summary>
    /// <returns>The key, which the caller overwrites.</returns>
    /// <exception cref="KeyRingException">Another key wrapped it, it was altered, the key cannot be reached, or refuses.</exception>
    byte[] Unwrap(WrappedPracticeKey wrapped);
}

/// <summary>A practice key as an <see cref="IRingKey"/> wrapped it.</summary>
/// <param name="By">The key and its version, e.g. Key Vault's <c>https://NAME.vault.azure.net/keys/KEY/VERSION</c>.</param>
/// <param name="Value">The wrapped key.</param>
public sealed record WrappedPracticeKey(string By, byte[] Value);
