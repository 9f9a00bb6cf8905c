using System.Security.Cryptography;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

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
/// <param name="EndChunk">The end chunk, where the file has one.</param>
internal sealed record ChunkScan(IReadOnlyList<ChunkEntry> Chunks, SealedEnd End, long IntactLength, long TornBytes, ChunkEntry? EndChunk = null)
{
    private const int MaxChunkSize = ChunkHeader.MaxPlainLength + FileSeal.Overhead;

    public static async ValueTask<ChunkScan> OfAsync(ISealedContent file, FileSeal seal, long from, CancellationToken cancellationToken)
    {
        var prefix = new byte[FileSeal.PrefixSize];
        var chunks = new List<ChunkEntry>();
        var at = from;
        while (await file.ReadAsync(prefix, at, cancellationToken).ConfigureAwait(false) == prefix.Length
            && ToEntry(prefix, seal, at, file.Length) is { } entry && entry.Header.Counter == chunks.Count)
        {
            chunks.Add(entry);
            at = EndOf(entry);
            if (entry.Header.Info.Flags.HasFlag(ChunkFlags.End))
            {
                break;
            }
        }

        return await ConcludeAsync(file, seal, chunks, at, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How much of the file is there.</summary>
    public SealedExtent ExtentOf(FileSeal seal) =>
        new(Chunks.Count, IntactLength, Finished: EndChunk is not null, HeadsOf(seal, Chunks.Count, EndChunk));

    /// <summary>How the file ends, compared with what was once confirmed of it.</summary>
    public SegmentEnd EndAfter(FileSeal seal, IReadOnlyList<SealedExtent> confirmed)
    {
        if (End == SealedEnd.Damaged)
        {
            return SegmentEnd.Damaged;
        }

        var isShorter = confirmed.Any(extent =>
            Chunks.Count < extent.Chunks || IntactLength < extent.Bytes || (extent.Finished && End == SealedEnd.Cut));
        return isShorter ? SegmentEnd.Shortened
            : confirmed.All(extent => IsBeginningOf(seal, extent)) ? End == SealedEnd.Clean ? SegmentEnd.Clean : SegmentEnd.Cut
            : SegmentEnd.Replaced;
    }

    private bool IsBeginningOf(FileSeal seal, SealedExtent extent) =>
        extent.Heads is null || extent.Heads == HeadsOf(seal, extent.Chunks, extent.Finished ? EndChunk : null);

    private string HeadsOf(FileSeal seal, int count, ChunkEntry? end)
    {
        Span<byte> prefix = stackalloc byte[FileSeal.PrefixSize];
        var heads = new HeadChain(seal.HeaderHash);
        for (var i = 0; i < count; i++)
        {
            Chunks[i].WritePrefix(prefix);
            heads.Add(prefix);
        }

        if (end is { } last)
        {
            last.WritePrefix(prefix);
            heads.Add(prefix);
        }

        return heads.ToString();
    }

    private static async ValueTask<ChunkScan> ConcludeAsync(
        ISealedContent file, FileSeal seal, List<ChunkEntry> chunks, long at, CancellationToken cancellationToken)
    {
        // Only the newest chunk can be without its content: every earlier one was flushed before the next was begun.
        if (chunks.Count > 0 && !await HasContentAsync(file, seal, chunks[^1], cancellationToken).ConfigureAwait(false))
        {
            at = chunks[^1].BodyAt - FileSeal.PrefixSize;
            chunks.RemoveAt(chunks.Count - 1);
        }

        var ended = chunks.Count > 0 && chunks[^1].Header.Info.Flags.HasFlag(ChunkFlags.End);
        var torn = file.Length - at;
        var damaged = torn > 0 && (ended || torn >= MaxChunkSize
            || AuthenticChunkFollows(await TailAsync(file, at, (int)torn, cancellationToken).ConfigureAwait(false), seal, chunks.Count));
        ChunkEntry? endChunk = null;
        if (ended)
        {
            endChunk = chunks[^1];
            chunks.RemoveAt(chunks.Count - 1);
        }

        return new ChunkScan(chunks, damaged ? SealedEnd.Damaged : ended ? SealedEnd.Clean : SealedEnd.Cut, at, torn, endChunk);
    }

    private static async ValueTask<bool> HasContentAsync(ISealedContent file, FileSeal seal, ChunkEntry chunk, CancellationToken cancellationToken)
    {
        var plaintext = new byte[chunk.Header.PlainLength];
        var read = await SealedFileReader.TryReadAsync(file, seal, chunk, plaintext, cancellationToken).ConfigureAwait(false);
        CryptographicOperations.ZeroMemory(plaintext);
        return read;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> TailAsync(ISealedContent file, long at, int length, CancellationToken cancellationToken)
    {
        var tail = new byte[length];
        return tail.AsMemory(0, await file.ReadAsync(tail, at, cancellationToken).ConfigureAwait(false));
    }

    // Looks for the header of another chunk than the torn one, at every offset; TryOpenHeader rejects nearly all without decrypting.
    private static bool AuthenticChunkFollows(ReadOnlyMemory<byte> torn, FileSeal seal, int expected)
    {
        var tail = torn.Span;
        for (var offset = 0; offset + FileSeal.PrefixSize <= tail.Length; offset++)
        {
            if (seal.TryOpenHeader(tail.Slice(offset, FileSeal.PrefixSize), out var header) && (offset > 0 || header.Counter != expected))
            {
                return true;
            }
        }

        return false;
    }

    private static ChunkEntry? ToEntry(byte[] prefix, FileSeal seal, long at, long length)
    {
        if (!seal.TryOpenHeader(prefix, out var header))
        {
            return null;
        }

        var entry = ChunkEntry.Of(header, prefix, at);
        return EndOf(entry) <= length ? entry : null;
    }

    private static long EndOf(in ChunkEntry entry) => entry.BodyAt + entry.Header.PlainLength + GcmKey.TagSize;
}
