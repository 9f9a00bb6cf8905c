using Npgsql;
using PsyCare.Contracts;
using PsyCare.Silo.Transfer;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>States in PostgreSQL, all at once: the rows of <see cref="PostgresGrainStorage"/>.</summary>
internal sealed class PostgresStates(NpgsqlDataSource database) : IStates
{
    private const string Select = "SELECT grain_type, grain_key, state_name, payload FROM grain_state WHERE storage = $1";
    private const string Insert = "INSERT INTO grain_state (storage, grain_type, grain_key, state_name, version, payload) "
        + "VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT DO NOTHING";

    /// <summary>Connects, and makes the schema where there is none.</summary>
    public static async Task<PostgresStates> OpenAsync(string connection)
    {
        await PostgresStorage.EnsureSchemaAsync(connection);
        return new PostgresStates(NpgsqlDataSource.Create(connection));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateRecord> ReadAsync()
    {
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(new() { Value = ClusterStorage.Rows });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            yield return new StateRecord(
                StreamNames.Storage, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3));
        }
    }

    /// <inheritdoc/>
    public async Task<bool> AddAsync(IReadOnlyList<StateRecord> states)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var state in states)
        {
            await using var command = new NpgsqlCommand(Insert, connection, transaction);
            foreach (var part in (object[])[ClusterStorage.Rows, state.Type, state.Key, state.Name, state.Payload])
                command.Parameters.Add(new() { Value = part });
            if (await command.ExecuteNonQueryAsync() != 1)
                return false;
        }

        await transaction.CommitAsync();
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();
}
