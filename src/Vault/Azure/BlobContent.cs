using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Azure;

/// <summary>
/// Reads a block blob. Who reads a sealed file first walks along the heads of its chunks, each at the beginning of a block; asked for one by one
/// they would take a request each, so all are fetched at once, and kept. A small blob is fetched whole instead.
/// </summary>
internal sealed class BlobContent(BlockBlobClient blob, BlockList list, BlockHeads heads) : ISealedContent
{
    private const long SmallBlob = 4 << 20;

    private readonly BlockStarts _starts = new(list);
    private IReadOnlyList<byte[]>? _heads;
    private byte[]? _whole;

    public long Length => list.BlobContentLength;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Clamp(Length - at, 0, buffer.Length)];
        if (wanted.IsEmpty)
        {
            return 0;
        }

        // The first bytes alone are asked for by whoever appends.
        if (at > 0 && Length <= SmallBlob)
        {
            _whole ??= await DownloadAsync(0, Length, cancellationToken).ConfigureAwait(false);
            return Copy(_whole.AsMemory((int)Math.Min(at, _whole.Length)), wanted);
        }

        if (_starts.BlockAt(at) is { } block && wanted.Length <= _starts.HeadOf(block, BlockHeads.Size).Length)
        {
            _heads ??= await heads.GetAsync(blob, _starts, cancellationToken).ConfigureAwait(false);
            return Copy(_heads[block], wanted);
        }

        return Copy(await DownloadAsync(at, wanted.Length, cancellationToken).ConfigureAwait(false), wanted);
    }

    public void Dispose()
    {
    }

    private static int Copy(ReadOnlyMemory<byte> from, Memory<byte> to)
    {
        var count = Math.Min(from.Length, to.Length);
        from[..count].CopyTo(to);
        return count;
    }

    private async Task<byte[]> DownloadAsync(long at, long length, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(at, length) };
        var content = await BlobFailures.AsIoAsync(() => blob.DownloadContentAsync(options, cancellationToken)).ConfigureAwait(false);
        return content.Value.Content.ToArray();
    }
}

/// <summary>Where the blocks of a blob begin.</summary>
internal sealed class BlockStarts
{
    // starts[i]: offset of block i; one more for the end of the last.
    private readonly long[] _starts;

    public BlockStarts(BlockList list)
    {
        var blocks = list.CommittedBlocks.ToList();
        Names = blocks.ConvertAll(block => block.Name);
        _starts = new long[blocks.Count + 1];
        for (var i = 0; i < blocks.Count; i++)
        {
            _starts[i + 1] = _starts[i] + blocks[i].SizeLong;
        }
    }

    /// <summary>The blocks' names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The block that begins at this offset; null where none does.</summary>
    public int? BlockAt(long at) => Array.BinarySearch(_starts, at) is var found and >= 0 && found < Names.Count ? found : null;

    /// <summary>The first bytes of a block, at most <paramref name="size"/>.</summary>
    public HttpRange HeadOf(int block, int size) => new(_starts[block], Math.Min(size, _starts[block + 1] - _starts[block]));
}
