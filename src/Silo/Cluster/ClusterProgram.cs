using Npgsql;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Affect;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Cluster.KeyVault;
using PsyCare.Silo.Cluster.Storage;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Transfer;
using PsyCare.Silo.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;
using PsyCare.Vision;

namespace PsyCare.Silo.Cluster;

/// <summary>Starts one process of the Cluster edition and waits for its end.</summary>
internal static class ClusterProgram
{
    private const int CannotStart = 1;

    public static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is [AuditCommand.Name, .. var rest])
                return AuditCommand.Run(
                    rest, a => Read([nameof(ClusterRole.Silo), .. a]).Common, Console.Out,
                    a => Blobs.Open(Read([nameof(ClusterRole.Silo), .. a])));
            if (args is [StateCommand.Name, .. var move])
            {
                await ClusterState.RunAsync(move, a => Read([nameof(ClusterRole.Silo), .. a]));
                return 0;
            }

            if (args is [BackupCommand.Backup or BackupCommand.Restore, ..])
            {
                var options = Read([nameof(ClusterRole.Silo), .. args.Skip(2)]);
                var blobs = Blobs.Open(options);
                await (blobs?.EnsureContainerAsync() ?? ValueTask.CompletedTask);
                await BackupCommand.RunAsync(args, options.Common, copy => ClusterState.CopyAsync(options, copy), "state.jsonl", Console.Out, blobs);
                return 0;
            }

            if (args is [KeysCommand.Name, KeysCommand.Retire, .. var retire])
            {
                var options = Read([nameof(ClusterRole.Silo), .. retire]);
                ProcessLock.RefuseWhileRunning(options.Common.DataFolder);
                await ClusterState.ReadAsync(options, states =>
                    Retirement.RunAsync(options.Common, states.ToBlockingEnumerable().Select(state => state.Payload), Console.Out));
                return 0;
            }

            if (args is [KeysCommand.Name, .. var keys])
            {
                await KeysCommand.RunAsync(keys, a => Read([nameof(ClusterRole.Silo), .. a]).Common, Console.Out);
                return 0;
            }

            await RunAsync(Read(args));
            return 0;
        }
        catch (Exception e) when (e is SiloOptionsException or KeyRingException or VisionUnavailableException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"PsyCare cannot start: {e.Message}");
            return CannotStart;
        }
    }

    private static ClusterOptions Read(string[] args)
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).Build();
        return ClusterOptions.Read(args, Environment.GetEnvironmentVariables(), settings).AddKeyVault();
    }

    private static async Task RunAsync(ClusterOptions options)
    {
        if (options is { Role: ClusterRole.Silo, Postgres: { } postgres })
            await PostgresStorage.EnsureSchemaAsync(postgres);
        await using var app = options.Role == ClusterRole.Silo ? ClusterSilo.Build(options) : ClusterGateway.Build(options);
        await Blobs.EnsureAsync(app.Services);
        // Opened now, so that a missing model or a damaged log stops the start and not a session.
        if (options.Role == ClusterRole.Silo)
            app.Services.GetRequiredService<IFaceReaderFactory>();
        else
            app.Services.GetRequiredService<AuditLog>();
        await app.StartAsync();
        if (options is { Role: ClusterRole.Gateway, Common.PracticeName: { } name })
            await app.Services.GetRequiredService<IClusterClient>().GetGrain<IPracticeGrain>(options.Common.Practice).EnsureCreatedAsync(name);
        if (options is { Role: ClusterRole.Gateway, Common.Demo: true })
            await app.Services.GetRequiredService<DemoPractice>().EnsureAsync();
        Console.WriteLine($"PsyCare {options.Role} is running (HTTP {options.Common.HttpPort}).");
        await app.WaitForShutdownAsync();
        Console.WriteLine("Stopped.");
    }
}
