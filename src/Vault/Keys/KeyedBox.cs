using System.Security.Cryptography;
using System.Text;
using PsyCare.Domain.Vault;

namespace PsyCare.Vault.Keys;

/// <summary>
/// Something small sealed with a data key whose name stands in front, in the clear:
/// <c>version u8 = 2 | u8 + key id (ASCII) | nonce(12) | ciphertext | tag(16)</c>.
/// </summary>
/// <remarks>
/// AES-256-GCM; key = HKDF-SHA256(data key, no salt, <c>"psycare/state/v2" 0 context</c>); associated data = everything before the nonce, then
/// the context. Random 96-bit nonces: SP 800-38D (8.3) allows 2^32 boxes a context.
/// </remarks>
internal static class KeyedBox
{
    private const byte Version = 2;
    private const int HeadSize = 2;
    private const string Purpose = "psycare/state/v2";

    public static byte[] Seal(string keyId, DataKey dataKey, string context, ReadOnlySpan<byte> plaintext)
    {
        var head = HeadSize + keyId.Length;
        var box = new byte[head + GcmKey.NonceSize + plaintext.Length + GcmKey.TagSize];
        (box[0], box[1]) = (Version, checked((byte)keyId.Length));
        Encoding.ASCII.GetBytes(keyId, box.AsSpan(HeadSize));
        var nonce = box.AsSpan(head, GcmKey.NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var body = box.AsSpan(head + GcmKey.NonceSize);
        using var key = Derive(dataKey, context);
        key.Seal(nonce, plaintext, body[..plaintext.Length], body[plaintext.Length..], Associated(box.AsSpan(0, head), context));
        return box;
    }

    /// <summary>The name of the key that sealed it; null where it is no such box.</summary>
    public static string? KeyIdOf(ReadOnlySpan<byte> box)
    {
        if (box.Length < HeadSize || box[0] != Version || box.Length < HeadSize + box[1] + GcmKey.NonceSize + GcmKey.TagSize)
        {
            return null;
        }

        var keyId = Encoding.ASCII.GetString(box.Slice(HeadSize, box[1]));
        return DataKeyId.IsValid(keyId) ? keyId : null;
    }

    /// <returns>The content; null when the seal is broken. <paramref name="box"/> has passed <see cref="KeyIdOf"/>.</returns>
    public static byte[]? Open(DataKey dataKey, string context, ReadOnlySpan<byte> box)
    {
        var head = HeadSize + box[1];
        var body = box[(head + GcmKey.NonceSize)..];
        var plaintext = new byte[body.Length - GcmKey.TagSize];
        using var key = Derive(dataKey, context);
        var nonce = box.Slice(head, GcmKey.NonceSize);
        return key.TryOpen(nonce, body[..plaintext.Length], body[plaintext.Length..], plaintext, Associated(box[..head], context))
            ? plaintext
            : null;
    }

    private static byte[] Associated(ReadOnlySpan<byte> head, string context) => [.. head, .. Encoding.UTF8.GetBytes(context)];

    private static GcmKey Derive(DataKey dataKey, string context)
    {
        Span<byte> derived = stackalloc byte[DataKey.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey.Bytes, derived, salt: [], info: Encoding.UTF8.GetBytes($"{Purpose}\0{context}"));
        var key = new GcmKey(derived);
        CryptographicOperations.ZeroMemory(derived);
        return key;
    }
}
