using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using PsyCare.Contracts;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>Where membership, grain state and reminders lie: PostgreSQL or Azure Storage where one is given, otherwise Redis.</summary>
internal static class ClusterStorage
{
    /// <summary>Name of the storage that holds sealed rows, behind <see cref="SealedGrainStorage"/>.</summary>
    public const string Rows = "rows";

    /// <summary>Orleans' name for the storage of stream subscriptions.</summary>
    public const string Subscriptions = "PubSubStore";

    /// <summary>How a silo uses it.</summary>
    public static void Use(ISiloBuilder silo, ClusterOptions options)
    {
        if (options.Postgres is { } connection)
            PostgresStorage.Use(silo, connection);
        else if (options.UsesAzureState)
            AzureStorage.Use(silo, options);
        else
            RedisStorage.Use(silo, options.Redis);
        silo.AddIncomingGrainCallFilter<StorageFailures>();
        silo.Services.AddGrainStorage(StreamNames.Storage, (services, name) => new SealedGrainStorage(
            name, services.GetRequiredKeyedService<IGrainStorage>(Rows), services.GetRequiredService<StateSealer>()));
    }

    /// <summary>How a gateway finds the silos.</summary>
    public static void Use(IClientBuilder client, ClusterOptions options)
    {
        if (options.Postgres is { } connection)
            PostgresStorage.Use(client, connection);
        else if (options.UsesAzureState)
            AzureStorage.Use(client, options);
        else
            RedisStorage.Use(client, options.Redis);
    }
}
