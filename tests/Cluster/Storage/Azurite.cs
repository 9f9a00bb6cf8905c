using System.Reflection;
using Azure.Storage.Blobs;
using PsyCare.ClusterKit;
using PsyCare.Vault.Azure;

namespace PsyCare.Cluster.Tests.Storage;

/// <summary>One Azurite for a class of tests; each test has a container of its own.</summary>
public sealed class Azurite : IAsyncLifetime
{
    internal static readonly string Program = typeof(Azurite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Azurite").Value!;

    private AzuriteServer? _server;

    /// <summary>The server.</summary>
    public AzuriteServer Server => _server!;

    /// <summary>A store in a container, which is made, over a network that a test may break.</summary>
    internal async Task<BlobStore> OpenAsync(string container, BreakableNetwork network)
    {
        var store = new BlobStore(
            options => new BlobContainerClient(Server.Connection, container, options),
            options =>
            {
                options.Transport = network.Transport;
                // As many tries as in the product, a hundredth of the time.
                options.Retry.Delay = TimeSpan.FromMilliseconds(4);
                options.Retry.MaxDelay = TimeSpan.FromMilliseconds(50);
            });
        await store.EnsureContainerAsync();
        return store;
    }

    public async Task InitializeAsync() => _server = await AzuriteServer.StartAsync(Program);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
