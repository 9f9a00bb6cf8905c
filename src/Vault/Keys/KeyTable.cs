using Microsoft.Data.Sqlite;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>
/// Wrapped data keys in one SQLite file. A destroyed key leaves its name behind without the key, so that it is never made again. Many
/// processes may use the file; within one, not for two threads at once.
/// </summary>
/// <remarks>
/// A rollback journal, not WAL: it works on a shared folder, and after a destruction no second file still holds the key. secure_delete
/// overwrites what is deleted, synchronous=EXTRA makes a commit survive a power cut.
/// </remarks>
internal sealed class KeyTable : IDisposable
{
    private const long Version = 1;
    private const string Settings =
        "PRAGMA busy_timeout=10000; PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON;";

    private const string Schema = """
        CREATE TABLE data_key (id TEXT PRIMARY KEY, owner TEXT NOT NULL, wrapped BLOB) WITHOUT ROWID;
        CREATE INDEX data_key_owner ON data_key (owner);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _version;

    private KeyTable(SqliteConnection connection)
    {
        _connection = connection;
        _find = Command("SELECT wrapped FROM data_key WHERE id = $id", ("$id", ""));
        _version = Command("PRAGMA data_version");
    }

    /// <summary>Changes when another process, or another connection, changed the table.</summary>
    public long OthersChanges() => Run(() => (long)_version.ExecuteScalar()!);

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="KeyRingException">Not such a file, damaged, or of a version that this release does not know.</exception>
    public static KeyTable Open(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            // By hand, for SQLite would let others read it. An empty file is an empty database.
            using var file = new FileStream(path, OwnerOnly.NewOrExistingFile());
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Prepare(connection, path);
            return new KeyTable(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new KeyRingException($"The key store {path} cannot be used: {e.Message} Restore it from its copy.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Looks a key up. Found without a wrapped key: it was destroyed.</summary>
    public (bool Found, byte[]? Wrapped) Find(string id) => Run(() =>
    {
        _find.Parameters[0].Value = id;
        using var reader = _find.ExecuteReader();
        var found = reader.Read();
        return (found, found && !reader.IsDBNull(0) ? reader.GetFieldValue<byte[]>(0) : null);
    });

    /// <summary>Adds a key, unless there is one of that name, or was. Its owner's destroyed key forbids it too.</summary>
    public void Add(string id, string owner, byte[] wrapped) => Run(() =>
    {
        using var insert = Command(
            """
            INSERT OR IGNORE INTO data_key (id, owner, wrapped)
            SELECT $id, $owner, $wrapped WHERE NOT EXISTS (SELECT 1 FROM data_key WHERE id = $ownerKey AND wrapped IS NULL)
            """,
            ("$id", id), ("$owner", owner), ("$ownerKey", DataKeyId.Patient(owner)), ("$wrapped", wrapped));
        return insert.ExecuteNonQuery();
    });

    /// <summary>
    /// Destroys keys, all or none, and with a patient's key all that belong to the patient. A name without a key is kept from ever getting one.
    /// </summary>
    /// <returns>How many were not destroyed before.</returns>
    public int Destroy(IEnumerable<string> ids) => Run(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var one = Command(
            """
            INSERT INTO data_key (id, owner, wrapped) VALUES ($id, '', NULL)
            ON CONFLICT (id) DO UPDATE SET wrapped = NULL WHERE wrapped IS NOT NULL
            """,
            ("$id", ""));
        using var owned = Command("UPDATE data_key SET wrapped = NULL WHERE owner = $owner AND wrapped IS NOT NULL", ("$owner", ""));
        (one.Transaction, owned.Transaction) = (transaction, transaction);
        var destroyed = 0;
        foreach (var id in ids)
        {
            one.Parameters[0].Value = id;
            destroyed += one.ExecuteNonQuery();
            if (DataKeyId.PatientOf(id) is { } patientId)
            {
                owned.Parameters[0].Value = patientId;
                destroyed += owned.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return destroyed;
    });

    /// <summary>
    /// Replaces the wrapping of the next <paramref name="count"/> keys after <paramref name="after"/>, all or none. A key that is destroyed
    /// meanwhile stays destroyed.
    /// </summary>
    /// <param name="after">A name; empty to begin.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="rewrap">The new wrapping of a key, or null to leave it.</param>
    /// <returns>The last name looked at, null at the end, and how many were replaced.</returns>
    public (string? Last, int Replaced) Rewrap(string after, int count, Func<string, byte[], byte[]?> rewrap) => Run(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var update = Command("UPDATE data_key SET wrapped = $wrapped WHERE id = $id", ("$wrapped", ""), ("$id", ""));
        update.Transaction = transaction;
        var (last, replaced) = ((string?)null, 0);
        foreach (var (id, wrapped) in After(after, count, transaction))
        {
            last = id;
            if (rewrap(id, wrapped) is { } fresh)
            {
                (update.Parameters[0].Value, update.Parameters[1].Value) = (fresh, id);
                replaced += update.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return (last, replaced);
    });

    /// <summary>The KEK ids in all wrapped keys, each once: 8 bytes behind the box's version.</summary>
    public IReadOnlyList<byte[]> WrappedBy() => Run(() =>
    {
        using var select = Command("SELECT DISTINCT substr(wrapped, 2, 8) FROM data_key WHERE wrapped IS NOT NULL");
        using var reader = select.ExecuteReader();
        var ids = new List<byte[]>();
        while (reader.Read())
        {
            ids.Add(reader.GetFieldValue<byte[]>(0));
        }

        return ids;
    });

    public void Dispose()
    {
        _find.Dispose();
        _version.Dispose();
        _connection.Dispose();
    }

    private static void Prepare(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
        // Immediate: two processes may start for the first time at once.
        using var transaction = connection.BeginTransaction(deferred: false);
        command.Transaction = transaction;
        command.CommandText = "PRAGMA user_version";
        switch ((long)command.ExecuteScalar()!)
        {
            case 0:
                command.CommandText = $"{Schema} PRAGMA user_version={Version};";
                command.ExecuteNonQuery();
                break;
            case not Version:
                throw new KeyRingException($"The key store {path} is of a version that this release does not know.");
        }

        transaction.Commit();
    }

    private List<(string Id, byte[] Wrapped)> After(string after, int count, SqliteTransaction transaction)
    {
        using var select = Command(
            "SELECT id, wrapped FROM data_key WHERE id > $after AND wrapped IS NOT NULL ORDER BY id LIMIT $count", ("$after", after), ("$count", count));
        select.Transaction = transaction;
        using var reader = select.ExecuteReader();
        var rows = new List<(string, byte[])>(count);
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
        }

        return rows;
    }

    // To callers a store that fails is a disk that fails.
    private static T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new IOException($"The key store failed: {e.Message}", e);
        }
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
