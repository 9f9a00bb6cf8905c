using System.Diagnostics;
using Azure.Storage.Blobs;
using PsyCare.ClusterKit;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Silo.Cluster;
using PsyCare.Vault;
using PsyCare.Vault.Azure;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Tests;

namespace PsyCare.Cluster.Tests.Storage;

/// <summary>The commands of an operator whose recordings lie in a container: backup, restore into an empty one, rotating and retiring keys.</summary>
public sealed class BlobBackupTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("psycare-blob-backup-").FullName;
    private readonly StorageServer _redis = new(StorageKind.Redis);
    private readonly (string Session, string Segment) _ids = (Ids.New(), Ids.New());
    private AzuriteServer _azurite = null!;
    private string _output = "";

    private string Keys => Path.Combine(_root, "keys");

    private string Data => Path.Combine(_root, "data");

    public async Task InitializeAsync()
    {
        await _redis.StartAsync();
        _azurite = await AzuriteServer.StartAsync(Azurite.Program);
    }

    public async Task DisposeAsync()
    {
        await _azurite.DisposeAsync();
        await _redis.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_recording_in_a_container_is_in_the_backup_comes_back_into_an_empty_one_and_outlives_the_key_that_was_retired()
    {
        var recorded = await RecordAsync();
        var backup = Path.Combine(_root, "backup.tar");
        Assert.Equal(0, await RunAsync(Data, "backup", backup));

        // Its own container still holds it: nothing is restored over anything.
        Assert.NotEqual(0, await RunAsync(Path.Combine(_root, "elsewhere"), "restore", backup));
        Assert.Contains("into an empty one", _output, StringComparison.Ordinal);
        await _azurite.DisposeAsync();
        _azurite = await AzuriteServer.StartAsync(Azurite.Program);
        var restored = Path.Combine(_root, "restored");
        Assert.Equal(0, await RunAsync(restored, "restore", backup));
        Assert.Equal(recorded, await PlayAsync());
        Assert.Empty(Directory.EnumerateFiles(restored, "*.pcs", SearchOption.AllDirectories));

        var ring = Path.Combine(Keys, "practice-keys.json");
        var before = File.ReadAllText(ring);
        Assert.Equal(0, await RunAsync(restored, "keys", "rotate"));
        var process = Directory.CreateDirectory(Path.Combine(restored, "gateways", "10.0.0.5-5080")).FullName;
        using (var runs = new FileStream(Path.Combine(process, "in-use.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.NotEqual(0, await RunAsync(restored, "keys", "retire"));
            Assert.Contains("gateways/10.0.0.5-5080 runs", _output, StringComparison.Ordinal);
        }

        Assert.Equal(0, await RunAsync(restored, "keys", "retire"));
        Assert.Contains("taken off the ring", _output, StringComparison.Ordinal);
        Assert.DoesNotContain(IdOf(before), File.ReadAllText(ring), StringComparison.Ordinal);
        Assert.Equal(recorded, await PlayAsync());
    }

    private static string IdOf(string ring) => ring.Split('"').SkipWhile(word => word != "id").ElementAt(2);

    private BlobStore Store() => new(options => new BlobContainerClient(_azurite.Connection, ClusterOptions.BlobContainer, options));

    /// <summary>Three minutes: more blocks than are fetched one by one.</summary>
    private async Task<byte[]> RecordAsync()
    {
        var store = Store();
        await store.EnsureContainerAsync();
        using (var ring = KeyRing.OpenOrCreate(Path.Combine(Keys, "practice-keys.json"), Data))
        using (var keys = DataKeys.Open(Path.Combine(Keys, "data-keys.db"), Data, ring))
        {
            await keys.EnsureAsync(DataKeyId.Recording(_ids.Session), "patient");
            await using var writer = new RecordingVault(store, keys, TimeProvider.System).OpenWriter(_ids.Session, _ids.Segment, ParticipantRole.Patient, 0);
            foreach (var frame in TestMedia.Call(180_000))
            {
                while (!writer.TryWrite(frame))
                    await Task.Yield();
            }

            await writer.DisposeAsync();
            await writer.Completion;
        }

        Directory.CreateDirectory(Data);
        return await PlayAsync();
    }

    private async Task<byte[]> PlayAsync()
    {
        using var ring = KeyRing.OpenOrCreate(Path.Combine(Keys, "practice-keys.json"), Data);
        using var keys = DataKeys.Open(Path.Combine(Keys, "data-keys.db"), Data, ring);
        var vault = new RecordingVault(Store(), keys, TimeProvider.System);
        Assert.Equal(SegmentEnd.Clean, (await vault.DescribeAsync(_ids.Session, _ids.Segment))?.End);
        await using var stream = await vault.OpenReaderAsync(_ids.Session, _ids.Segment);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Runs a command of the Cluster edition on the storage and the container; returns its exit status.</summary>
    private async Task<int> RunAsync(string data, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [LocalCluster.Assembly, .. command, "--data", data, "--keys", Keys, .. _redis.Options])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PSYCARE_BLOB_CONNECTION"] = _azurite.Connection;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        _output = await output + await error;
        return process.ExitCode;
    }
}
