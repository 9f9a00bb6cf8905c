using System.Diagnostics;
using System.Reflection;
using Orleans.Runtime;
using PsyCare.Browsers;
using PsyCare.ClusterKit;
using PsyCare.Contracts;
using PsyCare.Grains.Sessions;

namespace PsyCare.Cluster.Tests.Transfer;

/// <summary>A practice that outgrows one machine takes everything along, and may come back.</summary>
public sealed class TransferTests : IDisposable
{
    private static readonly string EmbeddedAssembly = typeof(TransferTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "EmbeddedSilo").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-transfer-").FullName;

    [Fact]
    public async Task A_practice_goes_from_the_Embedded_edition_to_the_Cluster_edition_and_back_and_its_members_see_what_they_saw()
    {
        await using var product = await Product.StartNewAsync(EmbeddedAssembly, "--demo");
        var (data, keys) = (product.DataFolder, Path.Combine(product.Folder, "keys"));
        var (there, back) = (Path.Combine(_folder, "there.jsonl"), Path.Combine(_folder, "back.jsonl"));
        // Said when the demo course is made.
        await product.WaitForOutputAsync("DEMO-INVITE");
        var history = new PracticeHistory(keys);
        await history.MakeAsync(product.Address);
        var seen = await history.ReadAsync(product.Address);
        // Nothing that cannot be read is compared with nothing that cannot be read.
        Assert.All(seen, s => Assert.StartsWith("200 ", s.Value, StringComparison.Ordinal));
        Assert.Equal(0, await product.StopAsync());
        await RunAsync(EmbeddedAssembly, "state", "export", there, "--data", data, "--keys", keys);

        await using var cluster = await LocalCluster.StartAsync(silos: 0, gateways: 0, StorageKind.Postgres);
        await RunAsync(LocalCluster.Assembly, ["state", "import", there, .. cluster.Storage.Options]);
        await cluster.StartOverAsync(data, keys);
        AssertSame(seen, await history.ReadAsync(cluster.Gateways[0].Address));
        await cluster.StopAsync();
        await RunAsync(LocalCluster.Assembly, "audit", "verify", "--data", data, "--keys", keys);

        await RunAsync(LocalCluster.Assembly, ["state", "export", back, .. cluster.Storage.Options]);
        foreach (var file in Directory.GetFiles(data, "clinic.db*"))
            File.Delete(file);
        await RunAsync(EmbeddedAssembly, "state", "import", back, "--data", data, "--keys", keys);
        await product.StartAsync();
        AssertSame(seen, await history.ReadAsync(product.Address));
    }

    [Fact]
    public async Task State_goes_through_Redis_byte_for_byte()
    {
        await using var product = await Product.StartNewAsync(EmbeddedAssembly);
        Assert.Equal(0, await product.StopAsync());
        var (there, back) = (Path.Combine(_folder, "there.jsonl"), Path.Combine(_folder, "back.jsonl"));
        await RunAsync(EmbeddedAssembly, "state", "export", there, "--data", product.DataFolder, "--keys", Path.Combine(product.Folder, "keys"));
        await using var cluster = await LocalCluster.StartAsync(silos: 0, gateways: 0);
        await RunAsync(LocalCluster.Assembly, ["state", "import", there, .. cluster.Storage.Options]);
        await RunAsync(LocalCluster.Assembly, ["state", "export", back, .. cluster.Storage.Options]);
        Assert.Equal(File.ReadAllLines(there).Order(), File.ReadAllLines(back).Order());
    }

    [Fact]
    public void All_that_grains_keep_is_in_the_storage_that_moves()
    {
        var kept = typeof(SessionGrain).Assembly.GetTypes().SelectMany(t => t.GetConstructors()).SelectMany(c => c.GetParameters())
            .Select(p => p.GetCustomAttribute<PersistentStateAttribute>()).OfType<PersistentStateAttribute>().ToList();
        Assert.NotEmpty(kept);
        Assert.All(kept, k => Assert.Equal(StreamNames.Storage, k.StorageName));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertSame(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, b => Assert.Equal(b.Value, after[b.Key]));
    }

    private static async Task RunAsync(string assembly, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
    }
}
