using Orleans.Hosting;
using Orleans.Runtime;
using StackExchange.Redis;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>Membership, grain state and reminders in Redis, by Orleans' own providers.</summary>
internal static class RedisStorage
{
    /// <summary>How a silo uses it.</summary>
    public static void Use(ISiloBuilder silo, string connection)
    {
        var redis = Options(connection);
        silo.UseRedisClustering(o => o.ConfigurationOptions = redis)
            .UseRedisReminderService(o => o.ConfigurationOptions = redis)
            .AddRedisGrainStorage(ClusterStorage.Subscriptions, o => o.ConfigurationOptions = redis)
            .AddRedisGrainStorage(ClusterStorage.Rows, o =>
                (o.ConfigurationOptions, o.GrainStorageSerializer, o.GetStorageKey) = (redis, new SealedStateSerializer(), RedisStates.Key));
    }

    /// <summary>How a gateway finds the silos.</summary>
    public static void Use(IClientBuilder client, string connection) =>
        client.UseRedisClustering(o => o.ConfigurationOptions = Options(connection));

    /// <summary>One that is away for a while must not stop a process: calls fail, and work again when it is back.</summary>
    private static ConfigurationOptions Options(string connection)
    {
        var redis = ConfigurationOptions.Parse(connection);
        redis.AbortOnConnectFail = false;
        return redis;
    }
}
