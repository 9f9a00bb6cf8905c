using System.Diagnostics;
using System.Globalization;
using PsyCare.Domain.Media;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Crashes;

/// <summary>
/// This assembly as a process that records a call in real time, for <see cref="ProcessKillTests"/> to kill. Prints the time of every sound that was
/// accepted, a line each.
/// </summary>
internal static class RecorderProcess
{
    private const int LongestMs = 30_000;

    /// <summary>Starts it.</summary>
    public static Process Start(TemporaryVault vault, string segmentId) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(RecorderProcess).Assembly.Location, vault.DataFolder, vault.KeyRingPath, vault.KeyStorePath, vault.SessionId, segmentId])
    {
        RedirectStandardOutput = true,
    })!;

    public static async Task<int> Main(string[] args)
    {
        if (args is not [var data, var ringPath, var storePath, var session, var segment])
        {
            return 2;
        }

        using var ring = KeyRing.OpenOrCreate(ringPath, data);
        using var keys = DataKeys.Open(storePath, data, ring);
        using var store = new DiskStore(data);
        var vault = new RecordingVault(store, keys, TimeProvider.System);
        await using var writer = vault.OpenWriter(session, segment, ParticipantRole.Patient, 0);
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        foreach (var frame in TestMedia.Call(LongestMs))
        {
            while (clock.ElapsedMilliseconds < frame.AtMs)
            {
                await timer.WaitForNextTickAsync();
            }

            if (!writer.TryWrite(frame))
            {
                return 3;
            }

            Console.WriteLine(frame.AtMs.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }
}
