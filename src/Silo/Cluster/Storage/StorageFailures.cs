using System.Data.Common;
using Azure;
using Orleans;
using Orleans.Runtime;
using StackExchange.Redis;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>
/// Tells callers of a grain that its storage failed in an exception that can cross: those of the storage's own client cannot. An
/// <see cref="OrleansException"/> is repeated by <see cref="LostSiloRetry"/>, so a storage that is away for some seconds costs time and
/// nothing else.
/// </summary>
internal sealed class StorageFailures : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (DbException e)
        {
            throw Of(e);
        }
        catch (Exception e) when (e is RedisException or RequestFailedException)
        {
            throw new OrleansException($"The storage failed: {e.GetType().Name}.");
        }
    }

    /// <summary>What is told of a database's failure: its code, and nothing that may be data.</summary>
    public static OrleansException Of(DbException e) => new($"The storage failed: {e.GetType().Name} {e.SqlState}.");
}
