using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Sealing;

/// <summary>How a sealed file ends.</summary>
internal enum SealedEnd
{
    /// <summary>With its end chunk.</summary>
    Clean,

    /// <summary>After a whole chunk or within one: still being written, or cut by a crash.</summary>
    Cut,

    /// <summary>Behind a chunk that does not open lies one that does: no crash leaves that, for each is flushed before the next.</summary>
    Damaged,
}

/// <summary>What a walk along a file's chunk headers finds: the intact chunks from the start, and how they end.</summary>
/// <param name="Chunks">The intact chunks, the end chunk not among them.</param>
/// <param name="End">How the file ends.</param>
/// <param name="IntactLength">Bytes up to the end of the last intact chunk.</param>
/// <param name="TornBytes">Bytes after that.</param>
internal sealed record ChunkScan(IReadOnlyList<ChunkEntry> Chunks, SealedEnd End, long IntactLength, long TornBytes)
{
    private const int MaxChunkSize = ChunkHeader.MaxPlainLength + FileSeal.Overhead;

    public static ChunkScan Of(SafeFileHandle file, FileSeal seal, long from)
    {
        var length = RandomAccess.GetLength(file);
        var chunks = new List<ChunkEntry>();
        var at = from;
        while (TryReadHeader(file, seal, at, length) is { } entry && entry.Header.Counter == chunks.Count)
        {
            chunks.Add(entry);
            at = EndOf(entry);
            if (entry.Header.Info.Flags.HasFlag(ChunkFlags.End))
            {
                break;
            }
        }

        return Conclude(file, seal, chunks, at, length);
    }

    private static ChunkScan Conclude(SafeFileHandle file, FileSeal seal, List<ChunkEntry> chunks, long at, long length)
    {
        // Only the newest chunk can be without its content: every earlier one was flushed before the next was begun.
        if (chunks.Count > 0 && !HasContent(file, seal, chunks[^1]))
        {
            at = chunks[^1].BodyAt - FileSeal.PrefixSize;
            chunks.RemoveAt(chunks.Count - 1);
        }

        var ended = chunks.Count > 0 && chunks[^1].Header.Info.Flags.HasFlag(ChunkFlags.End);
        var torn = length - at;
        var damaged = torn > 0 && (ended || torn >= MaxChunkSize || AuthenticChunkFollows(file, seal, chunks.Count, at, (int)torn));
        if (ended)
        {
            chunks.RemoveAt(chunks.Count - 1);
        }

        return new ChunkScan(chunks, damaged ? SealedEnd.Damaged : ended ? SealedEnd.Clean : SealedEnd.Cut, at, torn);
    }

    private static bool HasContent(SafeFileHandle file, FileSeal seal, in ChunkEntry chunk)
    {
        var plaintext = new byte[chunk.Header.PlainLength];
        var read = SealedFileReader.TryRead(file, seal, chunk, plaintext);
        CryptographicOperations.ZeroMemory(plaintext);
        return read;
    }

    // Looks for the header of another chunk than the torn one, at every offset; TryOpenHeader rejects nearly all without decrypting.
    private static bool AuthenticChunkFollows(SafeFileHandle file, FileSeal seal, int expected, long at, int torn)
    {
        var tail = new byte[torn];
        var length = RandomAccess.Read(file, tail, at);
        for (var offset = 0; offset + FileSeal.PrefixSize <= length; offset++)
        {
            if (seal.TryOpenHeader(tail.AsSpan(offset, FileSeal.PrefixSize), out var header) && (offset > 0 || header.Counter != expected))
            {
                return true;
            }
        }

        return false;
    }

    private static ChunkEntry? TryReadHeader(SafeFileHandle file, FileSeal seal, long at, long length)
    {
        Span<byte> prefix = stackalloc byte[FileSeal.PrefixSize];
        if (RandomAccess.Read(file, prefix, at) != prefix.Length || !seal.TryOpenHeader(prefix, out var header))
        {
            return null;
        }

        var entry = new ChunkEntry(header, at + FileSeal.PrefixSize);
        return EndOf(entry) <= length ? entry : null;
    }

    private static long EndOf(in ChunkEntry entry) => entry.BodyAt + entry.Header.PlainLength + GcmKey.TagSize;
}
