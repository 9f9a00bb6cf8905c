using System.Buffers.Binary;
using System.Security.Cryptography;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Sealing;

/// <summary>
/// Seals and opens the chunks of one file: <c>header(36) | header tag(16) | ciphertext | tag(16)</c>. Not for two threads at once.
/// </summary>
/// <remarks>
/// Nonce = <c>domain bit + counter (31 bits) | random(64)</c>. The counter alone would repeat when a torn chunk is cut off after a crash
/// and written anew; with the random part a repeat under one key has probability 2^-64 per rewritten chunk. The header has a tag of its
/// own, so that an index can be built and trusted without opening the content. Associated data = SHA-256 of the file's header, then the
/// chunk's header: a chunk fits only its own place in its own file.
/// </remarks>
internal sealed class FileSeal : IDisposable
{
    /// <summary>From the start of a chunk to its ciphertext, bytes.</summary>
    public const int PrefixSize = ChunkHeader.Size + GcmKey.TagSize;

    /// <summary>Bytes that a chunk takes beyond its content.</summary>
    public const int Overhead = PrefixSize + GcmKey.TagSize;

    /// <summary>Bound on <see cref="ChunkHeader.Counter"/>: the nonce's top bit tells content from header.</summary>
    public const uint MaxCounter = int.MaxValue - 1;

    private const uint HeaderDomain = 0x8000_0000;

    private readonly GcmKey _key;
    private readonly byte[] _associated = new byte[SHA256.HashSizeInBytes + ChunkHeader.Size];

    public FileSeal(GcmKey key, ReadOnlySpan<byte> fileHeader)
    {
        _key = key;
        SHA256.HashData(fileHeader, _associated);
    }

    /// <summary>SHA-256 of the file's header, with which its <see cref="HeadChain"/> begins.</summary>
    public ReadOnlySpan<byte> HeaderHash => _associated.AsSpan(0, SHA256.HashSizeInBytes);

    /// <summary>The one nonce with all bits set: no chunk has it.</summary>
    public static ReadOnlySpan<byte> HeaderNonce => [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255];

    /// <summary>A fresh <see cref="ChunkHeader.NoncePart"/>: 64 random bits, never all zero.</summary>
    public static ulong NewNoncePart()
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        do
        {
            RandomNumberGenerator.Fill(random);
        }
        while (!random.ContainsAnyExcept((byte)0));
        return BinaryPrimitives.ReadUInt64BigEndian(random);
    }

    /// <summary>Writes a whole chunk of <paramref name="plaintext"/>.Length + <see cref="Overhead"/> bytes.</summary>
    public void Seal(in ChunkHeader header, ReadOnlySpan<byte> plaintext, Span<byte> chunk)
    {
        header.Write(chunk);
        var associated = Associated(chunk);
        Span<byte> nonce = stackalloc byte[GcmKey.NonceSize];
        WriteNonce(nonce, header, HeaderDomain);
        _key.Seal(nonce, [], [], chunk.Slice(ChunkHeader.Size, GcmKey.TagSize), associated);
        WriteNonce(nonce, header, domain: 0);
        _key.Seal(nonce, plaintext, chunk.Slice(PrefixSize, plaintext.Length), chunk[(PrefixSize + plaintext.Length)..], associated);
    }

    /// <summary>Reads the header from a chunk's first <see cref="PrefixSize"/> bytes; false unless it is authentic.</summary>
    public bool TryOpenHeader(ReadOnlySpan<byte> prefix, out ChunkHeader header)
    {
        // Zeros are what a crash leaves where a file had grown: megabytes of them must be passed over without decrypting.
        if (!ChunkHeader.TryRead(prefix, out header) || header.Counter > MaxCounter || header.NoncePart == 0)
        {
            return false;
        }

        Span<byte> nonce = stackalloc byte[GcmKey.NonceSize];
        WriteNonce(nonce, header, HeaderDomain);
        return _key.TryOpen(nonce, [], prefix.Slice(ChunkHeader.Size, GcmKey.TagSize), [], Associated(prefix));
    }

    /// <summary>Opens the content of the chunk whose authentic header is <paramref name="header"/>.</summary>
    /// <param name="header">The header.</param>
    /// <param name="body">Ciphertext and tag.</param>
    /// <param name="plaintext">Receives the content; zeroed when false is returned.</param>
    public bool TryOpen(in ChunkHeader header, ReadOnlySpan<byte> body, Span<byte> plaintext)
    {
        Span<byte> prefix = stackalloc byte[ChunkHeader.Size];
        header.Write(prefix);
        Span<byte> nonce = stackalloc byte[GcmKey.NonceSize];
        WriteNonce(nonce, header, domain: 0);
        return _key.TryOpen(nonce, body[..header.PlainLength], body[header.PlainLength..], plaintext, Associated(prefix));
    }

    public void Dispose() => _key.Dispose();

    private static void WriteNonce(Span<byte> nonce, in ChunkHeader header, uint domain)
    {
        BinaryPrimitives.WriteUInt32BigEndian(nonce, domain | header.Counter);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], header.NoncePart);
    }

    private ReadOnlySpan<byte> Associated(ReadOnlySpan<byte> chunk)
    {
        chunk[..ChunkHeader.Size].CopyTo(_associated.AsSpan(SHA256.HashSizeInBytes));
        return _associated;
    }
}
