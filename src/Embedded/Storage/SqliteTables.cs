using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using PsyCare.Embedded.Reminders;

namespace PsyCare.Embedded.Storage;

/// <summary>State and reminders in one SQLite file.</summary>
internal sealed class SqliteTables(string path) : IStateTable, IReminderTable, IAsyncDisposable
{
    private readonly SqliteWriter _writer = new(path);

    public Task<StateRow?> ReadAsync(StateKey key) => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, "SELECT etag, payload FROM grain_state WHERE " + Where, key);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new StateRow(reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    });

    public Task<bool> TryWriteAsync(StateKey key, string? expected, StateRow? row) => _writer.RunAsync(connection =>
    {
        if (row is null && expected is null) return !Exists(connection, key);
        var sql = row is null ? "DELETE FROM grain_state WHERE " + Where + " AND etag = $expected"
            : expected is null ? "INSERT OR IGNORE INTO grain_state (storage, grain_type, grain_key, state_name, etag, payload) "
                + "VALUES ($storage, $type, $key, $name, $etag, $payload)"
            : "UPDATE grain_state SET etag = $etag, payload = $payload WHERE " + Where + " AND etag = $expected";
        using var command = Command(connection, sql, key);
        if (expected is not null) command.Parameters.AddWithValue("$expected", expected);
        if (row is not null)
        {
            command.Parameters.AddWithValue("$etag", row.Etag);
            command.Parameters.AddWithValue("$payload", row.Payload);
        }

        return command.ExecuteNonQuery() == 1;
    });

    public Task<IReadOnlyList<ReminderRow>> ReadAllAsync() => _writer.RunAsync<IReadOnlyList<ReminderRow>>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT grain_type, grain_key, name, start_utc_ticks, period_ticks FROM reminder";
        using var reader = command.ExecuteReader();
        var rows = new List<ReminderRow>();
        while (reader.Read())
        {
            rows.Add(new ReminderRow(
                GrainId.Create(reader.GetString(0), reader.GetString(1)),
                reader.GetString(2),
                new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
                TimeSpan.FromTicks(reader.GetInt64(4))));
        }

        return rows;
    });

    public Task WriteAsync(ReminderRow row) => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, "INSERT OR REPLACE INTO reminder VALUES ($type, $key, $name, $start, $period)", row);
        command.Parameters.AddWithValue("$start", row.Start.UtcTicks);
        command.Parameters.AddWithValue("$period", row.Period.Ticks);
        return command.ExecuteNonQuery();
    });

    public Task DeleteAsync(ReminderRow row) => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, "DELETE FROM reminder WHERE grain_type = $type AND grain_key = $key AND name = $name", row);
        return command.ExecuteNonQuery();
    });

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private const string Where = "grain_type = $type AND grain_key = $key AND state_name = $name AND storage = $storage";

    private static bool Exists(SqliteConnection connection, StateKey key)
    {
        using var command = Command(connection, "SELECT 1 FROM grain_state WHERE " + Where, key);
        return command.ExecuteScalar() is not null;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, StateKey key)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$storage", key.Storage);
        command.Parameters.AddWithValue("$type", key.GrainType);
        command.Parameters.AddWithValue("$key", key.GrainKey);
        command.Parameters.AddWithValue("$name", key.StateName);
        return command;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReminderRow row)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$type", row.Grain.Type);
        command.Parameters.AddWithValue("$key", row.Grain.Key);
        command.Parameters.AddWithValue("$name", row.Name);
        return command;
    }
}
