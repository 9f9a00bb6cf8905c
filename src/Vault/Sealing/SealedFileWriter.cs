using System.Diagnostics;
using System.Numerics;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Sealing;

/// <summary>
/// Appends sealed chunks to a file; each is durable when its append returns. After an exception the writer is of no more use.
/// </summary>
internal sealed class SealedFileWriter : IDisposable
{
    private readonly ISealedAppender _file;
    private readonly FileSeal _seal;
    private readonly KeyValuePair<string, object?> _kind;
    private readonly FileHashes? _hashes;
    private byte[] _buffer = [];

    /// <param name="file">The file, positioned at its end; owned.</param>
    /// <param name="seal">The file's seal; owned.</param>
    /// <param name="kind">What the file holds.</param>
    /// <param name="length">Length of the file so far, bytes.</param>
    /// <param name="nextCounter">Counter of the next chunk.</param>
    /// <param name="hashes">Hashes of the file so far; owned. Null where it was begun by another writer: who wants them reads the file.</param>
    public SealedFileWriter(ISealedAppender file, FileSeal seal, SealedKind kind, long length, uint nextCounter, FileHashes? hashes = null)
    {
        _file = file;
        _seal = seal;
        _kind = VaultMetrics.Tag(kind);
        _hashes = hashes;
        Length = length;
        NextCounter = nextCounter;
    }

    /// <summary>Bytes that are durable.</summary>
    public long Length { get; private set; }

    public uint NextCounter { get; private set; }

    /// <summary>What of the file is durable, its end chunk not yet written; for files that this writer began.</summary>
    public SealedExtent Extent => new((int)NextCounter, Length, Finished: false, _hashes?.Heads);

    /// <summary>The whole file, after <see cref="EndAsync"/>. The end chunk is counted in the bytes alone.</summary>
    public SealedExtent FinishedExtent => new((int)NextCounter - 1, Length, Finished: true, _hashes?.Heads, _hashes?.Sha256);

    /// <summary>Begins a new, empty <paramref name="file"/>, which it then owns.</summary>
    public static async ValueTask<SealedFileWriter> CreateAsync(
        ISealedAppender file, FileIdentity identity, DataKey dataKey, ReadOnlyMemory<byte> metadata)
    {
        var (header, seal) = FileHeader.Create(identity, dataKey, metadata.Span);
        var writer = new SealedFileWriter(file, seal, identity.Kind, length: 0, nextCounter: 0, new FileHashes(header));
        try
        {
            await writer.StoreAsync(header).ConfigureAwait(false);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <returns><see cref="Length"/> after it.</returns>
    public async ValueTask<long> AppendAsync(ChunkInfo info, ReadOnlyMemory<byte> plaintext)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, ChunkHeader.MaxPlainLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(NextCounter, FileSeal.MaxCounter);
        var started = Stopwatch.GetTimestamp();
        var length = plaintext.Length + FileSeal.Overhead;
        if (_buffer.Length < length)
        {
            _buffer = new byte[(int)BitOperations.RoundUpToPowerOf2((uint)length)];
        }

        var header = new ChunkHeader(NextCounter, plaintext.Length, FileSeal.NewNoncePart(), info);
        _seal.Seal(header, plaintext.Span, _buffer.AsSpan(0, length));
        VaultMetrics.SealMs.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, _kind);
        await StoreAsync(_buffer.AsMemory(0, length)).ConfigureAwait(false);
        _hashes?.Add(_buffer.AsSpan(0, length));
        NextCounter++;
        return Length;
    }

    /// <summary>Says that the file ends here on purpose.</summary>
    public ValueTask<long> EndAsync(long atMs) => AppendAsync(new ChunkInfo(atMs, 0, ChunkFlags.End), default);

    public void Dispose()
    {
        _file.Dispose();
        _seal.Dispose();
        _hashes?.Dispose();
    }

    private async ValueTask StoreAsync(ReadOnlyMemory<byte> bytes)
    {
        await _file.AppendAsync(bytes).ConfigureAwait(false);
        Length += bytes.Length;
        VaultMetrics.Bytes.Add(bytes.Length, _kind);
    }
}
