using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Silo.Transfer;
using StackExchange.Redis;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>
/// States in Redis, all at once: each is a hash with the fields <c>etag</c> and <c>data</c>, as Orleans' Redis storage keeps it.
/// </summary>
internal sealed class RedisStates(ConnectionMultiplexer redis) : IStates
{
    private const string Prefix = "psycare/rows/";
    private const char Separator = '/';
    private const string Etag = "etag";
    private const string Data = "data";

    /// <summary>The Redis key of a state. Types and state names hold no slash; a grain's key comes last and may.</summary>
    public static RedisKey Key(string stateName, GrainId grainId) => $"{Prefix}{grainId.Type}{Separator}{stateName}{Separator}{grainId.Key}";

    /// <summary>Connects.</summary>
    public static async Task<RedisStates> OpenAsync(string connection) => new(await ConnectionMultiplexer.ConnectAsync(connection));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateRecord> ReadAsync()
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

    /// <inheritdoc/>
    public async Task<bool> AddAsync(IReadOnlyList<StateRecord> states)
    {
        var transaction = redis.GetDatabase().CreateTransaction();
        foreach (var state in states)
        {
            var key = Key(state.Name, GrainId.Create(state.Type, state.Key));
            transaction.AddCondition(Condition.KeyNotExists(key));
            _ = transaction.HashSetAsync(key, [new HashEntry(Etag, Guid.NewGuid().ToString("N")), new HashEntry(Data, state.Payload)]);
        }

        return await transaction.ExecuteAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => redis.DisposeAsync();
}
