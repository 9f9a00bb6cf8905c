using System.Buffers.Binary;
using System.Security.Cryptography;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Sealing;

/// <summary>
/// The head of a sealed file, big-endian:
/// <c>magic(8) | version u16 | kind u8 | 0 u8 | salt(16) | u16 + context | u16 + id | u16 metadata length | sealed metadata | tag(16)</c>.
/// </summary>
/// <remarks>
/// The salt is random, so that even a file written twice under one id has its own key: file key = HKDF-SHA256(data key, salt,
/// <c>"psycare/file/v1" 0 context 0 id</c>). Everything before the metadata is its associated data.
/// </remarks>
internal static class FileHeader
{
    private const ushort Version = 1;
    private const int VersionAt = 8;
    private const int KindAt = 10;
    private const int SaltAt = 12;
    private const int SaltSize = 16;
    private const int FieldsAt = SaltAt + SaltSize;

    // As PNG's: not text, and broken by tools that convert line ends.
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'C', (byte)'S', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Length of the whole header, bytes.</summary>
    public static int LengthFor(FileIdentity identity) => AssociatedLength(identity) + identity.MetadataLength + GcmKey.TagSize;

    /// <summary>Length of the header with which <paramref name="start"/> begins, as it says itself; null where it is none, or longer than that.</summary>
    public static int? LengthIn(ReadOnlySpan<byte> start)
    {
        var at = FieldsAt;
        for (var field = 0; field < 3; field++)
        {
            if (start.Length < at + sizeof(ushort))
            {
                return null;
            }

            at += sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(start[at..]);
        }

        return start.StartsWith(Magic) && at + GcmKey.TagSize <= start.Length ? at + GcmKey.TagSize : null;
    }

    /// <summary>Writes a header with a fresh salt.</summary>
    /// <returns>The header's bytes and the file's seal; the caller owns the seal.</returns>
    public static (byte[] Header, FileSeal Seal) Create(FileIdentity identity, DataKey dataKey, ReadOnlySpan<byte> metadata)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(metadata.Length, identity.MetadataLength);
        var header = new byte[LengthFor(identity)];
        WritePlain(header, identity);
        RandomNumberGenerator.Fill(header.AsSpan(SaltAt, SaltSize));
        var key = DeriveKey(header, identity, dataKey);
        var associated = header.AsSpan(0, AssociatedLength(identity));
        var sealedPart = header.AsSpan(associated.Length);
        key.Seal(FileSeal.HeaderNonce, metadata, sealedPart[..metadata.Length], sealedPart[metadata.Length..], associated);
        return (header, new FileSeal(key, header));
    }

    /// <summary>Checks a header of <see cref="LengthFor"/> bytes and opens its metadata into <paramref name="metadata"/>.</summary>
    /// <exception cref="SealBrokenException">Not the header of the file that <paramref name="identity"/> describes.</exception>
    public static FileSeal Open(ReadOnlySpan<byte> header, FileIdentity identity, DataKey dataKey, Span<byte> metadata)
    {
        RefuseUnknown(header);
        var expected = new byte[header.Length];
        WritePlain(expected, identity);
        var associated = header[..AssociatedLength(identity)];
        if (!header[..SaltAt].SequenceEqual(expected.AsSpan(0, SaltAt))
            || !associated[FieldsAt..].SequenceEqual(expected.AsSpan(FieldsAt, associated.Length - FieldsAt)))
        {
            throw new SealBrokenException("This sealed file is another one than its name says.");
        }

        var key = DeriveKey(header, identity, dataKey);
        var sealedPart = header[associated.Length..];
        if (!key.TryOpen(FileSeal.HeaderNonce, sealedPart[..metadata.Length], sealedPart[metadata.Length..], metadata, associated))
        {
            key.Dispose();
            throw new SealBrokenException();
        }

        return new FileSeal(key, header);
    }

    private static int AssociatedLength(FileIdentity identity) =>
        FieldsAt + (3 * sizeof(ushort)) + identity.ContextBytes.Length + identity.IdBytes.Length;

    private static void RefuseUnknown(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith(Magic))
        {
            throw new SealBrokenException("This is not a sealed file.");
        }

        var version = BinaryPrimitives.ReadUInt16BigEndian(header[VersionAt..]);
        if (version != Version)
        {
            throw new SealBrokenException($"Sealed file format {version} is not known to this release, which reads {Version}.");
        }
    }

    private static void WritePlain(Span<byte> header, FileIdentity identity)
    {
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header[VersionAt..], Version);
        header[KindAt] = (byte)identity.Kind;
        var rest = WriteField(WriteField(header[FieldsAt..], identity.ContextBytes), identity.IdBytes);
        BinaryPrimitives.WriteUInt16BigEndian(rest, checked((ushort)identity.MetadataLength));
    }

    private static Span<byte> WriteField(Span<byte> destination, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, checked((ushort)value.Length));
        value.CopyTo(destination[2..]);
        return destination[(2 + value.Length)..];
    }

    private static GcmKey DeriveKey(ReadOnlySpan<byte> header, FileIdentity identity, DataKey dataKey)
    {
        byte[] info = [.. "psycare/file/v1\0"u8, .. identity.ContextBytes, 0, .. identity.IdBytes];
        Span<byte> key = stackalloc byte[DataKey.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey.Bytes, key, header.Slice(SaltAt, SaltSize), info);
        var gcm = new GcmKey(key);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }
}
