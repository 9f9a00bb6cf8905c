using System.Buffers.Binary;
using System.Security.Cryptography;
using Konscious.Security.Cryptography;

namespace PsyCare.Vault.Keys;

/// <summary>How a key is derived from a passphrase: Argon2id (RFC 9106).</summary>
/// <param name="Name"><c>argon2id</c>; the only one so far.</param>
/// <param name="Salt">16 random bytes.</param>
/// <param name="MemoryKiB">Memory, KiB.</param>
/// <param name="Iterations">Passes over it.</param>
/// <param name="Lanes">Lanes.</param>
internal sealed record PassphraseKdf(string Name, byte[] Salt, int MemoryKiB, int Iterations, int Lanes)
{
    private const string Argon2id = "argon2id";
    private const int SaltSize = 16;
    private const int MaxMemoryKiB = 1 << 20;
    private const int MaxIterations = 16;
    private const int MaxLanes = 16;

    /// <summary>RFC 9106, section 4, the second recommended: 64 MiB, three passes, four lanes. Takes less than a second.</summary>
    public static PassphraseKdf New() => new(Argon2id, RandomNumberGenerator.GetBytes(SaltSize), MemoryKiB: 64 << 10, Iterations: 3, Lanes: 4);

    /// <summary>Whether this release knows it, and whether it asks for no more than a start may take: the file could be anybody's.</summary>
    public bool IsSound() => Name == Argon2id && Salt is { Length: SaltSize } && Lanes is >= 1 and <= MaxLanes
        && Iterations is >= 1 and <= MaxIterations && MemoryKiB >= 8 * Lanes && MemoryKiB <= MaxMemoryKiB;

    /// <summary>The parameters as bytes: <c>"psycare/ring/v2" 0 name 0 salt(16) | memory u32 | iterations u32 | lanes u32</c>, big-endian.</summary>
    public byte[] ToBytes()
    {
        var numbers = new byte[3 * sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(numbers, MemoryKiB);
        BinaryPrimitives.WriteInt32BigEndian(numbers.AsSpan(4), Iterations);
        BinaryPrimitives.WriteInt32BigEndian(numbers.AsSpan(8), Lanes);
        return [.. "psycare/ring/v2\0argon2id\0"u8, .. Salt, .. numbers];
    }

    /// <summary>Derives the key. The caller overwrites it.</summary>
    public byte[] Derive(Passphrase passphrase)
    {
        var password = passphrase.Utf8.ToArray();
        try
        {
            using var argon2 = new Argon2id(password) { Salt = Salt, MemorySize = MemoryKiB, Iterations = Iterations, DegreeOfParallelism = Lanes };
            return argon2.GetBytes(DataKey.Size);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }
}

/// <summary>
/// Bytes sealed with a passphrase: <c>nonce(12) | ciphertext | tag(16)</c>, AES-256-GCM; the parameters of the derivation are associated data.
/// </summary>
internal static class PassphraseBox
{
    public static (PassphraseKdf Kdf, byte[] Sealed) Seal(Passphrase passphrase, ReadOnlySpan<byte> plaintext)
    {
        var kdf = PassphraseKdf.New();
        var box = new byte[GcmKey.NonceSize + plaintext.Length + GcmKey.TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, GcmKey.NonceSize));
        var body = box.AsSpan(GcmKey.NonceSize);
        using var key = Key(passphrase, kdf);
        key.Seal(box.AsSpan(0, GcmKey.NonceSize), plaintext, body[..plaintext.Length], body[plaintext.Length..], kdf.ToBytes());
        return (kdf, box);
    }

    /// <returns>The content, which the caller overwrites; null where it is another passphrase, or the box was altered.</returns>
    public static byte[]? Open(Passphrase passphrase, PassphraseKdf kdf, ReadOnlySpan<byte> box)
    {
        if (box.Length < GcmKey.NonceSize + GcmKey.TagSize)
        {
            return null;
        }

        var body = box[GcmKey.NonceSize..];
        var plaintext = new byte[body.Length - GcmKey.TagSize];
        using var key = Key(passphrase, kdf);
        var opened = key.TryOpen(box[..GcmKey.NonceSize], body[..plaintext.Length], body[plaintext.Length..], plaintext, kdf.ToBytes());
        return opened ? plaintext : null;
    }

    private static GcmKey Key(Passphrase passphrase, PassphraseKdf kdf)
    {
        var derived = kdf.Derive(passphrase);
        var key = new GcmKey(derived);
        CryptographicOperations.ZeroMemory(derived);
        return key;
    }
}
