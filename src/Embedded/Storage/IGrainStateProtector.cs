namespace PsyCare.Embedded.Storage;

/// <summary>
/// Seals grain state before it is stored and opens it after it is read. The context names the grain and state, so that a row
/// copied over another one does not open.
/// </summary>
public interface IGrainStateProtector
{
    /// <summary>Seals a state.</summary>
    /// <param name="context">Which grain and state; bind it as associated data. The same text comes with <see cref="Unprotect"/>.</param>
    /// <param name="state">The state, which may tell with whose key it is to be sealed.</param>
    /// <param name="plaintext">The state as UTF-8 JSON.</param>
    byte[] Protect(string context, object? state, ReadOnlySpan<byte> plaintext);

    /// <summary>Opens a state.</summary>
    /// <returns>Null where it was erased by destroying its key: it then counts as never stored.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The bytes were not sealed with this context.</exception>
    byte[]? Unprotect(string context, ReadOnlySpan<byte> sealedState);
}
