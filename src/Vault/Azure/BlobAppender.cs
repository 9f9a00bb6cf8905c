using System.Buffers.Binary;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Azure;

/// <summary>
/// Appends blocks to a block blob. Every commit is bound to the blob as the last one left it (its etag), so two writers cannot both append: the
/// slower one fails and harms nothing.
/// </summary>
/// <remarks>
/// A block's name is <c>writer(4 random bytes) | number u16</c>, so that no two writers ever stage under one name, and short, for the whole list goes
/// with each commit (25 bytes a block: 50 KB after 50 minutes). Azure takes 50,000 blocks a blob.
/// </remarks>
internal sealed class BlobAppender : ISealedAppender
{
    private const int MaxBlocks = 50_000;
    private const int IndexEvery = 64;
    private const int WriterSize = 4;
    private const int Conflict = 409;
    private const int ConditionNotMet = 412;

    private readonly BlockBlobClient _blob;
    private readonly List<string> _blocks;
    private readonly byte[] _name = new byte[WriterSize + sizeof(ushort)];
    // Of a blob that was begun here; one that is gone on with, an affect track, stays small.
    private readonly HeadsIndex? _index;
    private int _indexed;
    private ushort _staged;
    private ETag? _etag;

    /// <param name="blob">The blob.</param>
    /// <param name="blocks">The blocks that stay.</param>
    /// <param name="etag">The blob as they were read from it; null where it must not exist yet.</param>
    public BlobAppender(BlockBlobClient blob, List<string> blocks, ETag? etag)
    {
        _blob = blob;
        _blocks = blocks;
        _etag = etag;
        _index = etag is null ? new HeadsIndex() : null;
        RandomNumberGenerator.Fill(_name.AsSpan(0, WriterSize));
    }

    /// <summary>The index that is being written, if one is: nobody waits for it, and it never fails.</summary>
    internal Task Indexing { get; private set; } = Task.CompletedTask;

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> chunk)
    {
        await StageAsync(chunk).ConfigureAwait(false);
        await CommitAsync().ConfigureAwait(false);
        if (_blocks.Count % IndexEvery == 0 && Indexing.IsCompleted)
        {
            Indexing = IndexAsync();
        }
    }

    /// <summary>Sends a block that the next append commits together with its own.</summary>
    public async ValueTask StageAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_blocks.Count == MaxBlocks)
        {
            throw new IOException("The blob has as many blocks as one may have.");
        }

        BinaryPrimitives.WriteUInt16BigEndian(_name.AsSpan(WriterSize), _staged++);
        var block = Convert.ToBase64String(_name);
        // The SDK repeats it until it is answered: staging twice is staging once.
        await BlobFailures.AsIoAsync(async () =>
        {
            using var stream = BinaryData.FromBytes(bytes).ToStream();
            return await _blob.StageBlockAsync(block, stream).ConfigureAwait(false);
        }).ConfigureAwait(false);
        _blocks.Add(block);
        _index?.Add(block, bytes.Span);
    }

    /// <summary>Has the last blocks indexed too: who opens the file then has no heads to fetch one by one.</summary>
    public void Dispose()
    {
        if (_indexed < _blocks.Count)
        {
            Indexing = FinishAsync(Indexing);
        }
    }

    /// <summary>Commits what was staged; it is durable when the task ends.</summary>
    public async Task CommitAsync()
    {
        var options = new CommitBlockListOptions
        {
            Conditions = _etag is { } etag ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            _etag = await BlobFailures.AsIoAsync(async () =>
                (await _blob.CommitBlockListAsync(_blocks, options).ConfigureAwait(false)).Value.ETag).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is RequestFailedException { Status: Conflict or ConditionNotMet })
        {
            _etag = await EtagIfOursAsync().ConfigureAwait(false)
                ?? throw new IOException("The blob exists already, or another process has appended to it.", e);
        }
    }

    /// <summary>Writes the index of what was committed. Without it reading takes longer, and that is all: a failure is none.</summary>
    public async Task IndexAsync()
    {
        try
        {
            var blocks = _blocks.Count;
            await (_index?.WriteAsync(_blob) ?? Task.CompletedTask).ConfigureAwait(false);
            _indexed = blocks;
        }
        catch (IOException)
        {
            // The next one is tried when there is more to say.
        }
    }

    private async Task FinishAsync(Task before)
    {
        await before.ConfigureAwait(false);
        await IndexAsync().ConfigureAwait(false);
    }

    /// <summary>A commit whose answer was lost is tried again and then meets itself: the blob is as it should be.</summary>
    private async Task<ETag?> EtagIfOursAsync()
    {
        var list = await BlobFailures.NullIfAbsentAsync(() => _blob.GetBlockListAsync(BlockListTypes.Committed)).ConfigureAwait(false);
        return list is not null && list.CommittedBlocks.Select(block => block.Name).SequenceEqual(_blocks) ? list.ETag : null;
    }
}
