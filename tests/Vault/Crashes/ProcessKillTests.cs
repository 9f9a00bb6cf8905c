using System.Globalization;
using PsyCare.Domain;

namespace PsyCare.Vault.Tests.Crashes;

/// <summary>
/// kill -9 of a process that records, for real, a few times with a seed. (<see cref="KillTests"/> does it a thousand times without a process,
/// <see cref="CrashTests"/> bounds what is lost exactly.)
/// </summary>
public sealed class ProcessKillTests : IDisposable
{
    private const int Sessions = 3;
    private const int KillsEach = 3;
    private const int MaxLostMs = 2_000;

    // The machine may be busy with other tests: then a process stands still between taking a frame and writing it.
    private const int BusyMs = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryVault[] _vaults = [.. Enumerable.Range(0, Sessions).Select(_ => new TemporaryVault(inMemory: true))];

    [Fact]
    public async Task A_killed_recording_plays_to_within_two_seconds_of_the_end_and_the_session_goes_on() =>
        await Task.WhenAll(_vaults.Select((vault, seed) => KillAndGoOnAsync(vault, new Random(seed))));

    public void Dispose() => Array.ForEach(_vaults, vault => vault.Dispose());

    private static async Task KillAndGoOnAsync(TemporaryVault vault, Random random)
    {
        var played = new Dictionary<string, byte[]>();
        for (var kill = 0; kill < KillsEach; kill++)
        {
            var segment = Ids.New();
            var lastMs = await KilledAfterAsync(vault, segment, random.Next(500, 4_000));
            var found = vault.Recordings.DescribeAsync(vault.SessionId, segment).Now();
            Assert.NotNull(found);
            Assert.Equal(SegmentEnd.Cut, found.End);
            Assert.InRange(found.DurationMs, lastMs - MaxLostMs - BusyMs, long.MaxValue);
            played[segment] = vault.ReadAll(segment);
            var times = new WebmFile(played[segment]).Blocks.Select(block => block.AtMs).ToList();
            Assert.Equal(TestMedia.Call(30_000).Select(frame => frame.AtMs).Take(times.Count), times.Order());
        }

        Assert.Equal(played.Keys.Order(), vault.Recordings.SegmentsAsync(vault.SessionId).Now().Order());
        Assert.All(played, segment => Assert.Equal(segment.Value, vault.ReadAll(segment.Key)));
    }

    /// <summary>Records in a process of its own and kills it; returns the time of the last frame that it had accepted.</summary>
    private static async Task<long> KilledAfterAsync(TemporaryVault vault, string segment, int ms)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var process = RecorderProcess.Start(vault, segment);
        var lastMs = -1L;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                lastMs = long.Parse(line, CultureInfo.InvariantCulture);
                if (lastMs >= ms)
                {
                    process.Kill();
                }
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(patience.Token);
        Assert.InRange(lastMs, ms, 30_000);
        return lastMs;
    }
}
