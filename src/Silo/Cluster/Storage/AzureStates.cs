using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using PsyCare.Contracts;
using PsyCare.Silo.Transfer;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>States in blobs, named as Orleans' blob storage names them: <c>STATE-TYPE/KEY.json</c>. Types hold no dash.</summary>
internal sealed class AzureStates(BlobContainerClient container) : IStates
{
    private const string Ending = ".json";
    private const int AtOnce = 16;

    /// <summary>Connects, and makes the container where there is none.</summary>
    public static async Task<AzureStates> OpenAsync(ClusterOptions options)
    {
        var container = AzureStorage.OpenBlobs(options).GetBlobContainerClient(AzureStorage.StateContainer);
        await container.CreateIfNotExistsAsync();
        return new AzureStates(container);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateRecord> ReadAsync()
    {
        await foreach (var blob in container.GetBlobsAsync())
        {
            var slash = blob.Name.IndexOf('/', StringComparison.Ordinal);
            var dash = blob.Name.LastIndexOf('-', slash);
            var payload = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray();
            yield return new StateRecord(
                StreamNames.Storage, blob.Name[(dash + 1)..slash], blob.Name[(slash + 1)..^Ending.Length], blob.Name[..dash], payload);
        }
    }

    /// <summary>Blobs know no transaction: states go only into a container without any, and those of a try that failed are taken out again.</summary>
    public async Task<bool> AddAsync(IReadOnlyList<StateRecord> states)
    {
        await foreach (var page in container.GetBlobsAsync().AsPages(pageSizeHint: 1))
        {
            if (page.Values.Count > 0)
                return false;
        }

        try
        {
            await EachAsync(states, (blob, state) => blob.UploadAsync(
                new BinaryData(state.Payload), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }));
            return true;
        }
        catch (RequestFailedException)
        {
            await EachAsync(states, (blob, _) => blob.DeleteIfExistsAsync());
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task EachAsync(IReadOnlyList<StateRecord> states, Func<BlobClient, StateRecord, Task> work) => Parallel.ForEachAsync(
        states,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (state, _) => await work(container.GetBlobClient($"{state.Name}-{state.Type}/{state.Key}{Ending}"), state));
}
