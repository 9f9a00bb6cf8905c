using Microsoft.Data.Sqlite;

namespace PsyCare.Embedded.Storage;

/// <summary>One stored state with the key it is stored under.</summary>
/// <param name="Storage">Name of the storage.</param>
/// <param name="GrainType">The grain's type.</param>
/// <param name="GrainKey">The grain's key.</param>
/// <param name="StateName">Which state of the grain.</param>
/// <param name="Payload">The state as stored: sealed if there is a protector.</param>
public sealed record StoredState(string Storage, string GrainType, string GrainKey, string StateName, byte[] Payload);

/// <summary>Reads and fills a database as a whole, to move to another edition or machine. The grains must not run meanwhile.</summary>
public static class StateTransfer
{
    /// <summary>Every state in the database file, ordered by key.</summary>
    /// <param name="path">An existing database.</param>
    public static IEnumerable<StoredState> Read(string path)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT storage, grain_type, grain_key, state_name, payload FROM grain_state ORDER BY storage, grain_type, grain_key, state_name";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new StoredState(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4));
        }
    }

    /// <summary>Copies the database as it is at this moment, while grains may run on it (SQLite's online backup).</summary>
    /// <param name="path">An existing database.</param>
    /// <param name="copy">The copy; must not exist.</param>
    public static void Copy(string path, string copy)
    {
        using var source = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        source.Open();
        source.BackupDatabase(target);
    }

    /// <summary>Writes states into a database, all or none.</summary>
    /// <param name="path">The database; made where it is missing.</param>
    /// <param name="states">What to store.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="IOException">The database holds one of them already: nothing was written.</exception>
    public static int Write(string path, IEnumerable<StoredState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        using var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        using var transaction = connection.BeginTransaction();
        var written = 0;
        foreach (var state in states)
        {
            if (!Insert(connection, state))
                throw new IOException($"State {state.StateName} of {state.GrainType} {state.GrainKey} is there already; nothing was written.");
            written++;
        }

        transaction.Commit();
        return written;
    }

    private static bool Insert(SqliteConnection connection, StoredState state)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR IGNORE INTO grain_state (storage, grain_type, grain_key, state_name, etag, payload) "
            + "VALUES ($storage, $type, $key, $name, $etag, $payload)";
        command.Parameters.AddWithValue("$storage", state.Storage);
        command.Parameters.AddWithValue("$type", state.GrainType);
        command.Parameters.AddWithValue("$key", state.GrainKey);
        command.Parameters.AddWithValue("$name", state.StateName);
        command.Parameters.AddWithValue("$etag", Guid.NewGuid().ToString("N"));
        command.Parameters.AddWithValue("$payload", state.Payload);
        return command.ExecuteNonQuery() == 1;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        SqliteSchema.Prepare(connection);
        return connection;
    }
}
