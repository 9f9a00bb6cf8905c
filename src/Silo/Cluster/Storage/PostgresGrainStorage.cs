using System.Globalization;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>
/// Grain state as rows of <c>grain_state</c>. The etag is the row's version: a write or clearing that names another one than is stored
/// changes nothing and is refused.
/// </summary>
/// <param name="storage">Name of the storage, part of a row's key.</param>
/// <param name="database">Where the table is.</param>
/// <param name="serializer">What turns a state into bytes.</param>
internal sealed class PostgresGrainStorage(string storage, NpgsqlDataSource database, IGrainStorageSerializer serializer) : IGrainStorage
{
    private const string Row = "storage = $1 AND grain_type = $2 AND grain_key = $3 AND state_name = $4";
    private const string Read = $"SELECT version, payload FROM grain_state WHERE {Row}";
    private const string Insert = "INSERT INTO grain_state (storage, grain_type, grain_key, state_name, version, payload) "
        + "VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT DO NOTHING RETURNING version";
    private const string Update = $"UPDATE grain_state SET version = version + 1, payload = $5 WHERE {Row} AND version = $6 RETURNING version";
    private const string Delete = $"DELETE FROM grain_state WHERE {Row} AND version = $5 RETURNING version";

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TranslateAsync(ReadAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TranslateAsync(WriteAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TranslateAsync(ClearAsync(stateName, grainId, grainState));

    /// <summary>Here and not only in <see cref="StorageFailures"/>: a grain that cannot be activated is no call that a filter sees.</summary>
    private static async Task TranslateAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (NpgsqlException e)
        {
            throw StorageFailures.Of(e);
        }
    }

    private async Task ReadAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = Command(Read, stateName, grainId);
        await using var reader = await command.ExecuteReaderAsync();
        grainState.RecordExists = await reader.ReadAsync();
        grainState.ETag = grainState.RecordExists ? Etag(reader.GetInt64(0)) : null;
        grainState.State = grainState.RecordExists
            ? serializer.Deserialize<T>(new BinaryData(reader.GetFieldValue<byte[]>(1)))!
            : Activator.CreateInstance<T>();
    }

    private async Task WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = Command(grainState.ETag is null ? Insert : Update, stateName, grainId);
        command.Parameters.Add(new() { Value = serializer.Serialize(grainState.State).ToArray() });
        if (grainState.ETag is not null)
            command.Parameters.Add(Version(grainState.ETag));
        grainState.ETag = await ChangeAsync(command, grainId, grainState.ETag);
        grainState.RecordExists = true;
    }

    private async Task ClearAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
        {
            await using var command = Command(Delete, stateName, grainId);
            command.Parameters.Add(Version(grainState.ETag));
            await ChangeAsync(command, grainId, grainState.ETag);
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private static async Task<string> ChangeAsync(NpgsqlCommand command, GrainId grainId, string? etag) =>
        await command.ExecuteScalarAsync() is long version
            ? Etag(version)
            : throw new InconsistentStateException($"The state of {grainId.Type} was changed by another.", "another", etag ?? "none");

    private static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static NpgsqlParameter Version(string etag) => new() { Value = long.Parse(etag, CultureInfo.InvariantCulture) };

    private NpgsqlCommand Command(string sql, string stateName, GrainId grainId)
    {
        var command = database.CreateCommand(sql);
        foreach (var part in (string[])[storage, grainId.Type.ToString()!, grainId.Key.ToString()!, stateName])
            command.Parameters.Add(new() { Value = part });
        return command;
    }
}
