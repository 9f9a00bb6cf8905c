using System.Text;
using PsyCare.Cluster.Tests.Storage;
using PsyCare.ClusterKit;

namespace PsyCare.Cluster.Tests;

/// <summary>Silos and storage that die under load: what was acknowledged is there, once.</summary>
public sealed class FaultTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const int Kills = 3;
    private const int Sessions = 60;

    [Theory]
    [InlineData(StorageKind.Redis)]
    [InlineData(StorageKind.Postgres)]
    public Task No_acknowledged_write_is_lost_or_doubled_when_silos_are_killed_and_every_session_answers_again_soon(StorageKind storage) =>
        KillAsync(() => LocalCluster.StartAsync(silos: 3, gateways: 0, storage), Kills);

    [Fact]
    public Task Neither_with_state_and_membership_in_Azure_Storage() =>
        KillAsync(() => LocalCluster.StartAsync(silos: 3, gateways: 0, state: azurite.Server), kills: 1);

    [Fact]
    public async Task A_silo_that_is_asked_to_stop_hands_its_sessions_over()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 0);
        await using var load = await SessionLoad.CreateAsync(cluster.Client, Sessions);
        load.Start(TimeSpan.FromMilliseconds(250));
        Assert.Equal(0, await cluster.Silos[0].Process!.StopAsync());
        var losses = await load.StopAndCompareAsync();
        Assert.Equal(new Losses(0, 0), losses);
    }

    [Theory]
    [InlineData(StorageKind.Redis)]
    [InlineData(StorageKind.Postgres)]
    public async Task A_storage_that_stands_still_and_then_dies_loses_nothing_acknowledged_and_sessions_write_on_when_it_is_back(StorageKind storage)
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 0, storage);
        await using var load = await SessionLoad.CreateAsync(cluster.Client, Sessions);
        load.Start(TimeSpan.FromMilliseconds(250));
        await cluster.HoldStorageAsync(TimeSpan.FromSeconds(8));
        await cluster.RestartStorageAsync();
        Assert.Equal(new Losses(0, 0), await load.StopAndCompareAsync());
        var before = load.Sessions.Sum(s => s.Acknowledged);
        foreach (var session in load.Sessions)
            await session.WriteAsync();
        Assert.Equal(before + Sessions, load.Sessions.Sum(s => s.Acknowledged));
    }

    [Theory]
    [InlineData(StorageKind.Redis)]
    [InlineData(StorageKind.Postgres)]
    public async Task The_storage_holds_no_readable_note(StorageKind storage)
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 1, gateways: 0, storage);
        await using var load = await SessionLoad.CreateAsync(cluster.Client, 3);
        foreach (var session in load.Sessions)
        {
            for (var i = 0; i < 4; i++)
                await session.WriteAsync();
        }

        var files = Directory.GetFiles(cluster.Storage.Folder, "*", SearchOption.AllDirectories);
        var stored = string.Concat(files.Select(f => Encoding.Latin1.GetString(ReadShared(f))));
        Assert.Contains(load.Sessions[0].SessionId, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Revision", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Simulated", stored, StringComparison.Ordinal);
    }

    private static async Task KillAsync(Func<Task<LocalCluster>> start, int kills)
    {
        await using var cluster = await start();
        await using var load = await SessionLoad.CreateAsync(cluster.Client, Sessions);
        load.Start(TimeSpan.FromMilliseconds(250));
        var random = new Random(1);
        var answers = new List<double>();
        for (var i = 0; i < kills; i++)
        {
            var victim = cluster.Silos[random.Next(cluster.Silos.Count)];
            await victim.Process!.KillAsync();
            answers.AddRange((await Task.WhenAll(load.Sessions.Select(s => s.AnswerTimeAsync()))).Select(t => t.TotalSeconds));
            await cluster.StartAsync(victim);
        }

        var losses = await load.StopAndCompareAsync();
        Assert.Equal(new Losses(0, 0), losses);
        Assert.True(load.Sessions.Sum(s => s.Acknowledged) > Sessions, "nothing was written: the test says nothing");
        // Generous: the figure itself is the benchmark's (./bench cluster).
        Assert.InRange(answers.Max(), 0, 20);
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
