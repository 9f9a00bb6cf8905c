namespace PsyCare.Embedded.Storage;

/// <summary>
/// Seals grain state before it is stored and opens it after it is read. The context names the grain and state, so that a row
/// copied over another one does not open.
/// </summary>
public interface IGrainStateProtector
{
    /// <summary>Seals a state.</summary>
    /// <param name="context">Which grain and state; bind it as associated data. The same text comes with <see cref="Unprotect"/>.</param>
    /// <param name="plaintext">The state as UTF-8 JSON.</param>
    byte[] Protect(string context, ReadOnlySpan<byte> plaintext);

    /// <summary>Opens a state.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The bytes were not sealed with this context.</exception>
    byte[] Unprotect(string context, ReadOnlySpan<byte> sealedState);
}
