using PsyCare.Silo.Configuration;
using PsyCare.Silo.Transfer;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary><see cref="StateCommand"/> on the storage of a cluster.</summary>
internal static class ClusterState
{
    /// <summary>Runs the command.</summary>
    public static async Task RunAsync(string[] args, Func<string[], ClusterOptions> read)
    {
        var (export, file, rest) = StateCommand.Parse(args);
        await using var storage = await OpenAsync(read(rest));
        if (export)
        {
            await StateCommand.ExportAsync(file, storage.ReadAsync());
            return;
        }

        var states = await StateCommand.ReadAsync(file);
        if (!await storage.AddAsync(states))
            throw new SiloOptionsException("This storage holds some of these states already; nothing was written.");
        Console.WriteLine($"{states.Count} states were imported.");
    }

    /// <summary>Writes all state into a new file, for a backup. Not of one moment: each state is as it is when it is read.</summary>
    public static async Task CopyAsync(ClusterOptions options, string file)
    {
        await using var storage = await OpenAsync(options);
        await StateCommand.ExportAsync(file, storage.ReadAsync());
    }

    /// <summary>Reads all state, as it rests.</summary>
    public static async Task ReadAsync(ClusterOptions options, Func<IAsyncEnumerable<StateRecord>, Task> read)
    {
        await using var storage = await OpenAsync(options);
        await read(storage.ReadAsync());
    }

    private static async Task<IStates> OpenAsync(ClusterOptions options) => options.Postgres is { } connection
        ? await PostgresStates.OpenAsync(connection)
        : options.UsesAzureState ? await AzureStates.OpenAsync(options)
        : await RedisStates.OpenAsync(options.Redis);
}

/// <summary>All grain state of a storage.</summary>
internal interface IStates : IAsyncDisposable
{
    /// <summary>Reads every state.</summary>
    IAsyncEnumerable<StateRecord> ReadAsync();

    /// <summary>Adds states: all, or none and false where one of them is there already.</summary>
    Task<bool> AddAsync(IReadOnlyList<StateRecord> states);
}
