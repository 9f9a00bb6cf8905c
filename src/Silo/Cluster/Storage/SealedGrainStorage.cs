using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>
/// Seals grain state before a storage provider gets it. A row is the same, byte for byte, as in the Embedded edition (its
/// <c>JsonGrainStorage</c> and <c>StateKey.Context</c>), so that data can move from one to the other.
/// </summary>
internal sealed class SealedGrainStorage(string name, IGrainStorage rows, StateSealer sealer) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = new GrainState<SealedState>(new SealedState());
        await rows.ReadStateAsync(stateName, grainId, row);
        grainState.ETag = row.ETag;
        // A state that was erased by destroying its key counts as never stored.
        var plaintext = row is { RecordExists: true, State.Payload: var payload } ? sealer.Open(Context(stateName, grainId), payload) : null;
        grainState.RecordExists = plaintext is not null;
        grainState.State = plaintext is null ? Activator.CreateInstance<T>() : JsonSerializer.Deserialize<T>(plaintext)!;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = sealer.Seal(Context(stateName, grainId), grainState.State, JsonSerializer.SerializeToUtf8Bytes(grainState.State));
        var row = new GrainState<SealedState>(new SealedState { Payload = payload }, grainState.ETag) { RecordExists = grainState.RecordExists };
        await rows.WriteStateAsync(stateName, grainId, row);
        grainState.ETag = row.ETag;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = new GrainState<SealedState>(new SealedState(), grainState.ETag) { RecordExists = grainState.RecordExists };
        await rows.ClearStateAsync(stateName, grainId, row);
        grainState.ETag = row.ETag;
        grainState.RecordExists = false;
    }

    private string Context(string stateName, GrainId grainId) => $"{name}\n{grainId.Type}\n{stateName}\n{grainId.Key}";
}
