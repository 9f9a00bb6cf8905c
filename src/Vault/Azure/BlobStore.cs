using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using PsyCare.Vault.Backup;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Azure;

/// <summary>
/// Sealed files as block blobs of one container in Azure Storage. A chunk is one block, staged and then committed; it is acknowledged when the
/// list of blocks that holds it is committed, a matter of two requests. What fails for a while (503, a lost answer, no network) is tried again
/// for about a minute and a half: whoever writes waits so long, and buffers.
/// </summary>
public sealed class BlobStore : ISealedStore, IRemoteFiles
{
    private const int WriteRetries = 22;
    private const int ReadRetries = 3;
    private const int CopySize = 4 << 20;

    private readonly BlobContainerClient _writing;
    private readonly BlobContainerClient _reading;
    private readonly BlockHeads _heads = new();

    /// <summary>A store that the process signs in to itself, as a managed identity or as the environment says.</summary>
    /// <param name="container">The container's address, <c>https://ACCOUNT.blob.core.windows.net/CONTAINER</c>.</param>
    /// <param name="credential">Who reads and writes: needs the role Storage Blob Data Contributor on the container.</param>
    public BlobStore(Uri container, TokenCredential credential)
        : this(options => new BlobContainerClient(container, credential, options))
    {
    }

    /// <summary>A store that a connection string opens.</summary>
    /// <param name="connection">The storage account's connection string.</param>
    /// <param name="container">The container's name.</param>
    /// <exception cref="FormatException">It is no connection string.</exception>
    public BlobStore(string connection, string container)
        : this(options => new BlobContainerClient(connection, container, options))
    {
    }

    /// <summary>A store whose requests a test watches or breaks.</summary>
    internal BlobStore(Func<BlobClientOptions, BlobContainerClient> open, Action<BlobClientOptions>? configure = null)
    {
        _writing = open(Options(WriteRetries, configure));
        _reading = open(Options(ReadRetries, configure));
    }

    /// <summary>Makes the container, unless it is there.</summary>
    /// <exception cref="IOException">The account cannot be reached, or refuses.</exception>
    public async ValueTask EnsureContainerAsync() =>
        await BlobFailures.AsIoAsync(() => _reading.CreateIfNotExistsAsync()).ConfigureAwait(false);

    /// <inheritdoc />
    public ValueTask<ISealedAppender> CreateAsync(string name) =>
        ValueTask.FromResult<ISealedAppender>(new BlobAppender(_writing.GetBlockBlobClient(name), [], etag: null));

    /// <inheritdoc />
    public async ValueTask<ISealedAppender> ContinueAsync(string name, long length)
    {
        var blob = _writing.GetBlockBlobClient(name);
        var list = await BlobFailures.AsIoAsync(() => blob.GetBlockListAsync(BlockListTypes.Committed)).ConfigureAwait(false);
        var (kept, bytes) = Within(list.Value, length);
        var appender = new BlobAppender(blob, kept, list.Value.ETag);
        if (bytes < length)
        {
            // Not whole blocks: another tool copied the blob and cut it into blocks of its own.
            await appender.StageAsync(await DownloadAsync(blob, bytes, length - bytes).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return appender;
    }

    /// <inheritdoc />
    public async ValueTask<ISealedContent?> TryOpenAsync(string name, CancellationToken cancellationToken = default)
    {
        var blob = _reading.GetBlockBlobClient(name);
        var list = await BlobFailures.NullIfAbsentAsync(() => blob.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellationToken))
            .ConfigureAwait(false);
        return list is { BlobContentLength: > 0 } ? new BlobContent(blob, list, _heads) : null;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default) =>
        await BlobFailures.AsIoAsync(async () =>
        {
            var names = new List<string>();
            var options = new GetBlobsOptions { Prefix = folder + "/" };
            await foreach (var blob in _reading.GetBlobsAsync(options, cancellationToken).ConfigureAwait(false))
            {
                names.Add(blob.Name);
            }

            return names;
        }).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask RemoveAsync(string name)
    {
        _heads.Forget(name);
        await BlobFailures.AsIoAsync(() => HeadsIndex.Of(_reading.GetBlockBlobClient(name)).DeleteIfExistsAsync()).ConfigureAwait(false);
        await BlobFailures.AsIoAsync(() => _reading.DeleteBlobIfExistsAsync(name, DeleteSnapshotsOption.IncludeSnapshots)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask RemoveFolderAsync(string folder)
    {
        foreach (var name in await ListAsync(folder).ConfigureAwait(false))
        {
            await RemoveAsync(name).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> ListAllAsync() =>
        await BlobFailures.AsIoAsync(async () =>
        {
            var names = new List<string>();
            await foreach (var blob in _reading.GetBlobsAsync().ConfigureAwait(false))
            {
                names.Add(blob.Name);
            }

            names.RemoveAll(name => name.StartsWith(HeadsIndex.Folder + "/", StringComparison.Ordinal));
            return names;
        }).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<bool> TryCopyAsync(string name, Stream target)
    {
        try
        {
            using var content = await TryOpenAsync(name).ConfigureAwait(false);
            var buffer = new byte[CopySize];
            for (var at = 0L; at < content?.Length;)
            {
                var read = await content.ReadAsync(buffer, at).ConfigureAwait(false);
                await target.WriteAsync(buffer.AsMemory(0, read)).ConfigureAwait(false);
                at += read;
            }

            return content is not null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task PutAsync(string name, string path)
    {
        using var file = File.OpenHandle(path);
        using var appender = new BlobAppender(_writing.GetBlockBlobClient(name), [], etag: null);
        foreach (var piece in SealedPieces.Of(file))
        {
            await appender.StageAsync(piece).ConfigureAwait(false);
        }

        await appender.CommitAsync().ConfigureAwait(false);
        await appender.IndexAsync().ConfigureAwait(false);
    }

    private static (List<string> Kept, long Bytes) Within(BlockList list, long length)
    {
        if (length > list.BlobContentLength)
        {
            throw new IOException($"The blob has {list.BlobContentLength} bytes, fewer than the {length} that are to stay.");
        }

        var (kept, bytes) = (new List<string>(), 0L);
        foreach (var block in list.CommittedBlocks.TakeWhile(block => bytes + block.SizeLong <= length))
        {
            kept.Add(block.Name);
            bytes += block.SizeLong;
        }

        return (kept, bytes);
    }

    private static async Task<byte[]> DownloadAsync(BlockBlobClient blob, long at, long length)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(at, length) };
        var content = await BlobFailures.AsIoAsync(() => blob.DownloadContentAsync(options)).ConfigureAwait(false);
        return content.Value.Content.ToArray();
    }

    private static BlobClientOptions Options(int retries, Action<BlobClientOptions>? configure)
    {
        var options = new BlobClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(400);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        // Names in a log of requests would tell who has sessions.
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        configure?.Invoke(options);
        return options;
    }
}
