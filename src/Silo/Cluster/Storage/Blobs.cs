using Azure.Identity;
using PsyCare.Silo.Configuration;
using PsyCare.Vault.Azure;
using PsyCare.Vault.Stores;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>Recordings and affect tracks in Azure Storage, where a container is named.</summary>
internal static class Blobs
{
    /// <summary>Puts the blob store in the disk's place; nothing changes where none is configured.</summary>
    /// <exception cref="SiloOptionsException">The connection string is none.</exception>
    public static IServiceCollection AddBlobs(this IServiceCollection services, ClusterOptions options)
    {
        if (Open(options) is { } store)
            services.AddSingleton<ISealedStore>(store);
        return services;
    }

    /// <summary>Makes the container where it is missing, so that a wrong name or a missing role stops the start and not a session.</summary>
    /// <exception cref="SiloOptionsException">It cannot be reached, or refuses.</exception>
    public static async Task EnsureAsync(IServiceProvider services)
    {
        if (services.GetRequiredService<ISealedStore>() is not BlobStore store)
            return;
        try
        {
            await store.EnsureContainerAsync();
        }
        catch (IOException e)
        {
            throw new SiloOptionsException($"The container for recordings cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The container that is configured; null for none.</summary>
    /// <exception cref="SiloOptionsException">The connection string is none.</exception>
    public static BlobStore? Open(ClusterOptions options)
    {
        if (options.Blobs is { } container)
            return new BlobStore(container, new DefaultAzureCredential());
        try
        {
            return options.BlobConnection is { } connection ? new BlobStore(connection, ClusterOptions.BlobContainer) : null;
        }
        catch (FormatException e)
        {
            throw new SiloOptionsException("PSYCARE_BLOB_CONNECTION is no connection string of an Azure Storage account.", e);
        }
    }
}
