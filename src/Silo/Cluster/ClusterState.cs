using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Transfer;
using StackExchange.Redis;

namespace PsyCare.Silo.Cluster;

/// <summary>
/// <see cref="StateCommand"/> on Redis, and where a state lies there: a hash with the fields <c>etag</c> and <c>data</c>, as Orleans' Redis
/// storage keeps it.
/// </summary>
internal static class ClusterState
{
    private const string Prefix = "psycare/rows/";
    private const char Separator = '/';
    private const string Etag = "etag";
    private const string Data = "data";

    /// <summary>The Redis key of a state. Types and state names hold no slash; a grain's key comes last and may.</summary>
    public static RedisKey Key(string stateName, GrainId grainId) => $"{Prefix}{grainId.Type}{Separator}{stateName}{Separator}{grainId.Key}";

    /// <summary>Runs the command.</summary>
    public static async Task RunAsync(string[] args, Func<string[], ClusterOptions> read)
    {
        var (export, file, rest) = StateCommand.Parse(args);
        var options = read(rest);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(options.Redis);
        if (export)
            await StateCommand.ExportAsync(file, ReadAsync(redis));
        else
            await ImportAsync(redis.GetDatabase(), await StateCommand.ReadAsync(file));
    }

    private static async IAsyncEnumerable<StateRecord> ReadAsync(ConnectionMultiplexer redis)
    {
        var database = redis.GetDatabase();
        foreach (var server in redis.GetServers().Where(s => !s.IsReplica))
        {
            await foreach (var key in server.KeysAsync(pattern: Prefix + "*"))
            {
                var parts = key.ToString()[Prefix.Length..].Split(Separator, 3);
                if (await database.HashGetAsync(key, Data) is { IsNullOrEmpty: false } payload)
                    yield return new StateRecord(StreamNames.Storage, parts[0], parts[2], parts[1], payload!);
            }
        }
    }

    private static async Task ImportAsync(IDatabase database, IReadOnlyList<StateRecord> states)
    {
        var transaction = database.CreateTransaction();
        foreach (var state in states)
        {
            var key = Key(state.Name, GrainId.Create(state.Type, state.Key));
            transaction.AddCondition(Condition.KeyNotExists(key));
            _ = transaction.HashSetAsync(key, [new HashEntry(Etag, Guid.NewGuid().ToString("N")), new HashEntry(Data, state.Payload)]);
        }

        if (!await transaction.ExecuteAsync())
            throw new SiloOptionsException("This Redis holds some of these states already; nothing was written.");
        Console.WriteLine($"{states.Count} states were imported.");
    }
}
