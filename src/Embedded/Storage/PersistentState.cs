using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PsyCare.Embedded.Storage;

/// <summary>One state of one grain, bound to its storage.</summary>
internal sealed class PersistentState<TState>(string name, GrainId grainId, IGrainStorage storage) : IPersistentState<TState>, IStateFacet
{
    private readonly GrainState<TState> _state = new() { State = Activator.CreateInstance<TState>() };

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public async Task ReadStateAsync()
    {
        await storage.ReadStateAsync(name, grainId, _state);
        if (!_state.RecordExists) _state.State = Activator.CreateInstance<TState>();
    }

    public Task WriteStateAsync() => storage.WriteStateAsync(name, grainId, _state);

    public async Task ClearStateAsync()
    {
        await storage.ClearStateAsync(name, grainId, _state);
        _state.State = Activator.CreateInstance<TState>();
    }
}

/// <summary>Makes the state that a grain's constructor asks for.</summary>
internal static class PersistentStates
{
    public const string DefaultStorage = "Default";

    public static IStateFacet Create(Type stateType, PersistentStateAttribute facet, GrainId grainId, IServiceProvider services)
    {
        var storage = services.GetRequiredKeyedService<IGrainStorage>(facet.StorageName ?? DefaultStorage);
        return (IStateFacet)Activator.CreateInstance(
            typeof(PersistentState<>).MakeGenericType(stateType), facet.StateName, grainId, storage)!;
    }
}
