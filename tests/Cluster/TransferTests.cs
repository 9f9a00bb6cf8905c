using System.Diagnostics;
using System.Reflection;
using PsyCare.Browsers;
using PsyCare.ClusterKit;
using PsyCare.Contracts.People;

namespace PsyCare.Cluster.Tests;

/// <summary>A practice that outgrows one machine takes everything along, and may come back.</summary>
public sealed class TransferTests : IDisposable
{
    private static readonly string EmbeddedAssembly = typeof(TransferTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "EmbeddedSilo").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-transfer-").FullName;

    [Theory]
    [InlineData(StorageKind.Redis)]
    [InlineData(StorageKind.Postgres)]
    public async Task State_of_the_Embedded_edition_runs_on_in_the_Cluster_edition_and_comes_back_byte_for_byte(StorageKind storage)
    {
        await using var product = await Product.StartNewAsync(EmbeddedAssembly);
        Assert.Equal(0, await product.StopAsync());
        var (data, keys) = (Path.Combine(product.Folder, "data"), Path.Combine(product.Folder, "keys"));
        var (there, back) = (Path.Combine(_folder, "there.jsonl"), Path.Combine(_folder, "back.jsonl"));
        await RunAsync(EmbeddedAssembly, "state", "export", there, "--data", data, "--keys", keys);

        await using var cluster = await LocalCluster.StartAsync(silos: 0, gateways: 0, storage);
        await RunAsync(LocalCluster.Assembly, ["state", "import", there, .. cluster.Storage.Options]);
        await cluster.AddSiloAsync(keys);
        var practice = cluster.Client.GetGrain<IPracticeGrain>("practice");
        var clinicianId = await practice.FindClinicianAsync(product.SignIn.Email);
        Assert.NotNull(clinicianId);
        Assert.Single(await cluster.Client.GetGrain<IClinicianGrain>(clinicianId).GetCaseloadAsync());

        await RunAsync(LocalCluster.Assembly, ["state", "export", back, .. cluster.Storage.Options]);
        Assert.Equal(File.ReadAllLines(there).Order(), File.ReadAllLines(back).Order());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task RunAsync(string assembly, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
    }
}
