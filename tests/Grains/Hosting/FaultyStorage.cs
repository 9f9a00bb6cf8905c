using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PsyCare.Contracts;

namespace PsyCare.Grains.Tests.Hosting;

/// <summary>What a storage does instead of its work.</summary>
public enum StorageFault
{
    /// <summary>Its work.</summary>
    None,

    /// <summary>Answers "unavailable" and has stored nothing.</summary>
    RefusesWrites,

    /// <summary>As <see cref="RefusesWrites"/>, and cannot be read afterwards either.</summary>
    RefusesWritesThenReads,

    /// <summary>Stores, and the answer is lost.</summary>
    LosesAnswers,

    /// <summary>Says that another has written meanwhile.</summary>
    ReportsConflicts,
}

/// <summary>The storage of grain state with faults that a test chooses.</summary>
public sealed class FaultyStorage(IGrainStorage inner, Func<StorageFault> next) : IGrainStorage
{
    private bool _unreadable;

    /// <summary>Puts it before the storage that the host has.</summary>
    public static void Wrap(IServiceCollection services, Func<StorageFault> next)
    {
        var real = services.Last(s => s.ServiceType == typeof(IGrainStorage) && s.ServiceKey is StreamNames.Storage);
        services.Remove(real);
        services.AddKeyedSingleton<IGrainStorage>(StreamNames.Storage, (provider, key) => new FaultyStorage(
            (IGrainStorage)real.KeyedImplementationFactory!(provider, key), next));
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_unreadable)
        {
            _unreadable = false;
            throw new IOException("503: cannot be read now");
        }

        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var etag = grainState.ETag;
        switch (next())
        {
            case StorageFault.RefusesWrites:
                throw new IOException("503: not written");
            case StorageFault.RefusesWritesThenReads:
                _unreadable = true;
                throw new IOException("503: not written");
            case StorageFault.LosesAnswers:
                await inner.WriteStateAsync(stateName, grainId, grainState);
                grainState.ETag = etag;
                throw new IOException("The connection was lost");
            case StorageFault.ReportsConflicts:
                throw new InconsistentStateException("Another has written", "theirs", etag);
            default:
                await inner.WriteStateAsync(stateName, grainId, grainState);
                break;
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
