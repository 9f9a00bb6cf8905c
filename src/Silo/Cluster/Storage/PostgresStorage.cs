using System.Reflection;
using Npgsql;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>
/// Membership and reminders in PostgreSQL by Orleans' AdoNet providers, grain state by <see cref="PostgresGrainStorage"/>. The schema,
/// queries included, is <c>postgres.sql</c>.
/// </summary>
internal static class PostgresStorage
{
    private const string Invariant = "Npgsql";
    private const string Schema = "postgres.sql";

    /// <summary>Any number, the same for all: one process at a time changes the schema.</summary>
    private const long SchemaLock = 0x70737963;

    /// <summary>Connections a process may hold in each of its two pools: many processes share a server that takes 100 by default.</summary>
    private const int PoolSize = 12;

    /// <summary>How a silo uses it.</summary>
    public static void Use(ISiloBuilder silo, string connection)
    {
        var limited = Limited(connection);
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, limited))
            .UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (Invariant, limited));
        silo.Services.AddSingleton(_ => NpgsqlDataSource.Create(limited))
            .AddGrainStorage(ClusterStorage.Subscriptions, (s, name) => new PostgresGrainStorage(
                name, s.GetRequiredService<NpgsqlDataSource>(), new JsonGrainStorageSerializer(s.GetRequiredService<OrleansJsonSerializer>())))
            .AddGrainStorage(ClusterStorage.Rows, (s, name) => new PostgresGrainStorage(
                name, s.GetRequiredService<NpgsqlDataSource>(), new SealedStateSerializer()));
    }

    /// <summary>How a gateway finds the silos.</summary>
    public static void Use(IClientBuilder client, string connection) =>
        client.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, Limited(connection)));

    /// <summary>Makes what is missing of the schema.</summary>
    public static async Task EnsureSchemaAsync(string connection)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Schema)!);
        await using var database = NpgsqlDataSource.Create(Limited(connection));
        await using var open = await database.OpenConnectionAsync();
        await using var transaction = await open.BeginTransactionAsync();
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({SchemaLock})");
        await ExecuteAsync(await reader.ReadToEndAsync());
        await transaction.CommitAsync();

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, open, transaction);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string Limited(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (builder.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize)
            builder.MaxPoolSize = PoolSize;
        return builder.ConnectionString;
    }
}
