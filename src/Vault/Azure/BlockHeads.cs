using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace PsyCare.Vault.Azure;

/// <summary>
/// The first bytes of blobs' blocks, fetched many at once and kept in memory, sealed as they are, for the blobs that were read last. A player asks for
/// dozens of ranges, and each opens the recording anew; a recording that grows brings its new blocks only. Safe for many threads.
/// </summary>
internal sealed class BlockHeads
{
    /// <summary>How many bytes of a block are kept: the head of a chunk is 52.</summary>
    public const int Size = 64;

    private const int RequestsAtOnce = 32;
    private const int MaxBlobs = 128;

    private readonly Lock _gate = new();

    // Newest last.
    private readonly List<(string Blob, IReadOnlyList<string> Blocks, byte[][] Heads)> _kept = [];

    /// <summary>The first bytes of each block.</summary>
    public async ValueTask<IReadOnlyList<byte[]>> GetAsync(BlockBlobClient blob, BlockStarts starts, CancellationToken cancellationToken)
    {
        var heads = new byte[starts.Names.Count][];
        var known = Known(blob.Name, starts.Names, heads);
        if (heads.Length - known > RequestsAtOnce)
        {
            known = await HeadsIndex.FillAsync(blob, starts, heads, known, cancellationToken).ConfigureAwait(false);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(known, heads.Length, options, async (block, stop) =>
        {
            var range = new BlobDownloadOptions { Range = starts.HeadOf(block, Size) };
            heads[block] = (await BlobFailures.AsIoAsync(() => blob.DownloadContentAsync(range, stop)).ConfigureAwait(false)).Value.Content.ToArray();
        }).ConfigureAwait(false);
        Keep(blob.Name, starts.Names, heads);
        return heads;
    }

    /// <summary>Forgets a blob that was removed.</summary>
    public void Forget(string blob)
    {
        lock (_gate)
        {
            _kept.RemoveAll(kept => kept.Blob == blob);
        }
    }

    /// <summary>Copies what is known of the first blocks; a block's name is its writer's alone, so the same name is the same block.</summary>
    /// <returns>How many those are.</returns>
    private int Known(string blob, IReadOnlyList<string> blocks, byte[][] heads)
    {
        lock (_gate)
        {
            var kept = _kept.Find(kept => kept.Blob == blob);
            var known = kept.Blob is null ? 0 : kept.Blocks.Zip(blocks).TakeWhile(pair => pair.First == pair.Second).Count();
            Array.Copy(kept.Heads ?? [], heads, known);
            return known;
        }
    }

    private void Keep(string blob, IReadOnlyList<string> blocks, byte[][] heads)
    {
        lock (_gate)
        {
            _kept.RemoveAll(kept => kept.Blob == blob);
            if (_kept.Count == MaxBlobs)
            {
                _kept.RemoveAt(0);
            }

            _kept.Add((blob, blocks, heads));
        }
    }
}
