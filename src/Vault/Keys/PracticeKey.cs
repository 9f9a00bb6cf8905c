using System.Security.Cryptography;
using System.Text;

namespace PsyCare.Vault.Keys;

/// <summary>
/// One key-encrypting key (KEK) of the practice. Seals small things (data keys, grain state) into a box:
/// <c>version(1) | key id(8) | nonce(12) | ciphertext | tag(16)</c>.
/// </summary>
/// <remarks>
/// Each (purpose, context) has its own AES key, HKDF-SHA256 (RFC 5869) of the KEK with them as info, and each box a random 96-bit
/// nonce. SP 800-38D 8.3 allows 2^32 random nonces a key, so 4 billion boxes *per context*: one write a second for 136 years.
/// </remarks>
internal sealed class PracticeKey : IDisposable
{
    public const int IdSize = 8;
    public const int Overhead = PrefixSize + GcmKey.NonceSize + GcmKey.TagSize;

    private const byte BoxVersion = 1;
    private const int PrefixSize = 1 + IdSize;

    private readonly byte[] _id;
    private readonly byte[] _key = GC.AllocateUninitializedArray<byte>(DataKey.Size, pinned: true);

    public PracticeKey(ReadOnlySpan<byte> id, ReadOnlySpan<byte> key)
    {
        _id = id.ToArray();
        key.CopyTo(_key);
    }

    public ReadOnlySpan<byte> Id => _id;

    /// <summary>The id of the key that sealed <paramref name="box"/>, or empty when it is no box of a known version.</summary>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> box) =>
        box.Length >= Overhead && box[0] == BoxVersion ? box.Slice(1, IdSize) : [];

    public byte[] Seal(string purpose, string context, ReadOnlySpan<byte> plaintext)
    {
        var box = new byte[Overhead + plaintext.Length];
        box[0] = BoxVersion;
        _id.CopyTo(box, 1);
        var nonce = box.AsSpan(PrefixSize, GcmKey.NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var body = box.AsSpan(PrefixSize + GcmKey.NonceSize);
        using var key = Derive(purpose, context);
        key.Seal(nonce, plaintext, body[..plaintext.Length], body[plaintext.Length..], Associated(box, context));
        return box;
    }

    /// <returns>The content; null when the seal is broken. <paramref name="box"/> has passed <see cref="IdOf"/>.</returns>
    public byte[]? Open(string purpose, string context, ReadOnlySpan<byte> box)
    {
        var body = box[(PrefixSize + GcmKey.NonceSize)..];
        var plaintext = new byte[box.Length - Overhead];
        using var key = Derive(purpose, context);
        var nonce = box.Slice(PrefixSize, GcmKey.NonceSize);
        var opened = key.TryOpen(nonce, body[..plaintext.Length], body[plaintext.Length..], plaintext, Associated(box, context));
        return opened ? plaintext : null;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private static byte[] Associated(ReadOnlySpan<byte> box, string context) => [.. box[..PrefixSize], .. Encoding.UTF8.GetBytes(context)];

    private GcmKey Derive(string purpose, string context)
    {
        Span<byte> derived = stackalloc byte[DataKey.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, derived, salt: [], info: Encoding.UTF8.GetBytes($"{purpose}\0{context}"));
        var key = new GcmKey(derived);
        CryptographicOperations.ZeroMemory(derived);
        return key;
    }
}
