using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Keys;

namespace PsyCare.Benchmarks;

/// <summary>Seconds to give a practice a new key and wrap 100,000 data keys with it, durably.</summary>
internal static class RewrapBenchmark
{
    public const int Keys = 100_000;

    public static double Seconds(string folder)
    {
        var (data, store) = (Path.Combine(folder, "data"), Path.Combine(folder, "keys", "data-keys.db"));
        using var ring = KeyRing.OpenOrCreate(Path.Combine(folder, "keys", "keyring.json"), data);
        using var keys = DataKeys.Open(store, data, ring);
        Fill(store, ring);
        var watch = Stopwatch.StartNew();
        var rewrapped = KeyRotation.Rotate(ring, keys, data, newKey: true);
        var seconds = watch.Elapsed.TotalSeconds;
        if (rewrapped != Keys + 1)
            throw new InvalidOperationException($"{rewrapped} keys were wrapped anew.");
        using var last = keys.Get(DataKeyId.Recording($"s{Keys - 1}"));
        return seconds;
    }

    // In one transaction: a product makes its keys over years, each flushed on its own.
    private static void Fill(string store, KeyRing ring)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO data_key (id, owner, wrapped) VALUES ($id, 'p', $wrapped)";
        var (id, wrapped) = (insert.Parameters.Add("$id", SqliteType.Text), insert.Parameters.Add("$wrapped", SqliteType.Blob));
        for (var i = 0; i < Keys; i++)
        {
            id.Value = DataKeyId.Recording($"s{i}");
            wrapped.Value = ring.Wrap((string)id.Value, RandomNumberGenerator.GetBytes(DataKey.Size));
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
