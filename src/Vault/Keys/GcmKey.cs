using System.Security.Cryptography;

namespace PsyCare.Vault.Keys;

/// <summary>AES-256-GCM (NIST SP 800-38D) under one key, 96-bit nonces, 128-bit tags. Not for two threads at once.</summary>
internal sealed class GcmKey(ReadOnlySpan<byte> key) : IDisposable
{
    public const int NonceSize = 12;
    public const int TagSize = 16;

    private readonly AesGcm _aes = new(key, TagSize);

    public void Seal(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> associated) =>
        _aes.Encrypt(nonce, plaintext, ciphertext, tag, associated);

    /// <returns>False when the tag does not fit; <paramref name="plaintext"/> is then zeroed.</returns>
    public bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        Span<byte> plaintext,
        ReadOnlySpan<byte> associated)
    {
        try
        {
            _aes.Decrypt(nonce, ciphertext, tag, plaintext, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            plaintext.Clear();
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();
}
