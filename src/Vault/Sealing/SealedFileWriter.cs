using System.Diagnostics;
using System.Numerics;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Sealing;

/// <summary>
/// Appends sealed chunks to a file; each is on disk when its append returns. After an exception the writer is of no more use.
/// </summary>
internal sealed class SealedFileWriter : IDisposable
{
    private readonly IAppendFile _file;
    private readonly FileSeal _seal;
    private readonly KeyValuePair<string, object?> _kind;
    private byte[] _buffer = [];

    /// <param name="file">The file, positioned at its end; owned.</param>
    /// <param name="seal">The file's seal; owned.</param>
    /// <param name="kind">What the file holds.</param>
    /// <param name="length">Length of the file so far, bytes.</param>
    /// <param name="nextCounter">Counter of the next chunk.</param>
    public SealedFileWriter(IAppendFile file, FileSeal seal, SealedKind kind, long length, uint nextCounter)
    {
        _file = file;
        _seal = seal;
        _kind = VaultMetrics.Tag(kind);
        Length = length;
        NextCounter = nextCounter;
    }

    /// <summary>Bytes that are on disk.</summary>
    public long Length { get; private set; }

    public uint NextCounter { get; private set; }

    /// <summary>Begins a new, empty <paramref name="file"/>, which it then owns.</summary>
    public static SealedFileWriter Create(IAppendFile file, FileIdentity identity, DataKey dataKey, ReadOnlySpan<byte> metadata)
    {
        var (header, seal) = FileHeader.Create(identity, dataKey, metadata);
        var writer = new SealedFileWriter(file, seal, identity.Kind, length: 0, nextCounter: 0);
        try
        {
            file.Append(header);
            writer.Confirm(header.Length);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <returns><see cref="Length"/> after it.</returns>
    public long Append(in ChunkInfo info, ReadOnlySpan<byte> plaintext)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, ChunkHeader.MaxPlainLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(NextCounter, FileSeal.MaxCounter);
        var started = Stopwatch.GetTimestamp();
        var length = plaintext.Length + FileSeal.Overhead;
        if (_buffer.Length < length)
        {
            _buffer = new byte[(int)BitOperations.RoundUpToPowerOf2((uint)length)];
        }

        var chunk = _buffer.AsSpan(0, length);
        _seal.Seal(new ChunkHeader(NextCounter, plaintext.Length, FileSeal.NewNoncePart(), info), plaintext, chunk);
        _file.Append(chunk);
        VaultMetrics.SealMs.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, _kind);
        Confirm(length);
        NextCounter++;
        return Length;
    }

    /// <summary>Says that the file ends here on purpose.</summary>
    public long End(long atMs) => Append(new ChunkInfo(atMs, 0, ChunkFlags.End), []);

    public void Dispose()
    {
        _file.Dispose();
        _seal.Dispose();
    }

    private void Confirm(int bytes)
    {
        _file.Flush();
        Length += bytes;
        VaultMetrics.Bytes.Add(bytes, _kind);
    }
}
