using Microsoft.Data.Sqlite;

namespace PsyCare.Embedded.Storage;

/// <summary>The database file: its settings, its tables, and its version (in <c>user_version</c>).</summary>
internal static class SqliteSchema
{
    private const long Version = 1;

    /// <summary>
    /// Durability: a clinician's note must survive a power cut once it was confirmed. In WAL mode only synchronous=FULL promises
    /// that (NORMAL survives a killed process, but may lose the last commits with the power); the writer's batches pay for it.
    /// </summary>
    private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA secure_delete=ON;";

    private const string Tables = """
        CREATE TABLE grain_state (
          storage TEXT NOT NULL, grain_type TEXT NOT NULL, grain_key TEXT NOT NULL, state_name TEXT NOT NULL,
          etag TEXT NOT NULL, payload BLOB NOT NULL,
          PRIMARY KEY (grain_type, grain_key, state_name, storage));
        CREATE TABLE reminder (
          grain_type TEXT NOT NULL, grain_key TEXT NOT NULL, name TEXT NOT NULL,
          start_utc_ticks INTEGER NOT NULL, period_ticks INTEGER NOT NULL,
          PRIMARY KEY (grain_type, grain_key, name));
        """;

    public static void Prepare(SqliteConnection connection)
    {
        Execute(connection, Settings);
        var version = (long)Scalar(connection, "PRAGMA user_version;")!;
        if (version > Version) throw new InvalidDataException($"The database is of version {version}; this program knows {Version}.");
        if (version == Version) return;
        using var transaction = connection.BeginTransaction();
        Execute(connection, Tables);
        Execute(connection, $"PRAGMA user_version={Version};");
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
