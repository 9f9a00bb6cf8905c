using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PsyCare.Embedded.Storage;

/// <summary>Stores grain state as JSON, sealed if there is a protector, in a table of rows.</summary>
internal sealed class JsonGrainStorage(string name, IStateTable table, JsonSerializerOptions json, IGrainStateProtector? protector) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);
        var row = await table.ReadAsync(key);
        grainState.ETag = row?.Etag;
        var plaintext = row is null ? null : Open(key, row.Payload);
        grainState.RecordExists = plaintext is not null;
        grainState.State = plaintext is null ? default : JsonSerializer.Deserialize<T>(plaintext, json);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);
        // Written out here, in the grain's turn: what the grain changes while the row is on its way is not in it.
        var row = new StateRow(Guid.NewGuid().ToString("N"), Seal(key, grainState.State));
        await WriteAsync(key, grainState.ETag, row);
        grainState.ETag = row.Etag;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await WriteAsync(Key(stateName, grainId), grainState.ETag, null);
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private async Task WriteAsync(StateKey key, string? etag, StateRow? row)
    {
        if (!await table.TryWriteAsync(key, etag, row))
            throw new InconsistentStateException("The stored state is not the one that was read.", "Unknown", etag);
    }

    private StateKey Key(string stateName, GrainId grainId) => new(name, grainId.Type, grainId.Key, stateName);

    private byte[] Seal<T>(StateKey key, T? state)
    {
        var plaintext = JsonSerializer.SerializeToUtf8Bytes(state, json);
        return protector is null ? plaintext : protector.Protect(key.Context, state, plaintext);
    }

    private byte[]? Open(StateKey key, byte[] payload) => protector is null ? payload : protector.Unprotect(key.Context, payload);
}
