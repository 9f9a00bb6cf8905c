namespace PsyCare.Vault.Keys;

/// <summary>The practice's key-encrypting key (KEK), wherever it is kept: it wraps data keys and never leaves its place.</summary>
public interface IKeyEncryption
{
    /// <summary>Wraps a data key with the newest KEK.</summary>
    /// <param name="keyId">What it is for; it unwraps for nothing else.</param>
    /// <param name="key">The key in the clear.</param>
    byte[] Wrap(string keyId, ReadOnlySpan<byte> key);

    /// <summary>Unwraps a data key.</summary>
    /// <exception cref="SealBrokenException">Altered, made for another id, or wrapped by a KEK that is not at hand.</exception>
    DataKey Unwrap(string keyId, ReadOnlySpan<byte> wrapped);

    /// <summary>Whether the newest KEK wrapped it.</summary>
    bool IsCurrent(ReadOnlySpan<byte> wrapped);
}
