using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Stores;

namespace PsyCare.Benchmarks;

/// <summary>
/// How many recordings of 1 Mbps one core and this disk bear: more and more at once, in real time, until the 99th percentile of a cluster's
/// way to the disk exceeds two seconds or a frame is refused. A cluster's way begins when its last frame can no longer be overtaken.
/// </summary>
internal static class RecordingBenchmark
{
    private const double MaxAckMs = 2000;
    private const int HoldBackMs = 300;
    private const int FrameMs = 33;
    private const int TickMs = 20;
    private const int DurationMs = 15_000;
    private const int KeyframeMs = 4_000;
    private static readonly int[] Steps = [50, 100, 200, 350, 500];
    private static readonly byte[] Sound = new byte[80];
    private static readonly byte[] Delta = Picture(4_800, isKeyframe: false);
    private static readonly byte[] Keyframe = Picture(9_600, isKeyframe: true);

    public static async Task<(int Recordings, double AckP99Ms)> RunAsync(string folder)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            Process.GetCurrentProcess().ProcessorAffinity = 1;
        var best = (Recordings: 0, AckP99Ms: double.NaN);
        foreach (var recordings in Steps)
        {
            var (acks, refused, cpu) = await RecordAsync(Path.Combine(folder, $"recordings-{recordings}"), recordings);
            var p99 = acks[Math.Min(acks.Length - 1, (int)(0.99 * acks.Length))];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Recordings of 1 Mbps, one core {recordings,12}: ack p50 {acks[acks.Length / 2],6:F0} ms, p99 {p99,6:F0} ms, {refused} frames refused, {cpu:P0} of the core"));
            if (p99 > MaxAckMs || refused > 0)
                break;
            best = (recordings, p99);
        }

        return best;
    }

    private static async Task<(double[] AcksMs, int Refused, double Cpu)> RecordAsync(string folder, int recordings)
    {
        var acks = new ConcurrentBag<double>();
        var clock = new Stopwatch();
        var data = Path.Combine(folder, "data");
        using var ring = KeyRing.OpenOrCreate(Path.Combine(folder, "keys", "keyring.json"), data);
        using var keys = DataKeys.Open(Path.Combine(folder, "keys", "data-keys.db"), data, ring);
        using var disk = new DiskStore(data) { CreateFile = path => new TimedFile(AppendFile.Create(path), clock, acks) };
        var vault = new RecordingVault(disk, keys, TimeProvider.System);
        var writers = Enumerable.Range(0, recordings).Select(_ =>
        {
            var session = Ids.New();
            keys.Ensure(DataKeyId.Recording(session), owner: "patient");
            return vault.OpenWriter(session, Ids.New(), ParticipantRole.Patient, 0);
        }).ToList();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        clock.Start();
        var refused = await FeedAsync(writers, clock);
        var share = (Process.GetCurrentProcess().TotalProcessorTime - cpu) / clock.Elapsed;
        await Task.WhenAll(writers.Select(writer => writer.DisposeAsync().AsTask()));
        Directory.Delete(folder, recursive: true);
        return ([.. acks.Order()], refused, share);
    }

    private static async Task<int> FeedAsync(List<IVaultSegmentWriter> writers, Stopwatch clock)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(TickMs));
        var refused = 0;
        for (var at = 0; at < DurationMs; at += TickMs)
        {
            for (var i = 0; i < writers.Count; i++)
                refused += Write(writers[i], at, i * KeyframeMs / writers.Count / 40 * 40);
            while (clock.ElapsedMilliseconds < at + TickMs)
                await timer.WaitForNextTickAsync();
        }

        return refused;
    }

    // The shift spreads key frames, and so cuts, as sessions that began at different times do.
    private static int Write(IVaultSegmentWriter writer, int at, int shift)
    {
        var refused = writer.TryWrite(new MediaFrame(MediaKind.Audio, at, true, Sound)) ? 0 : 1;
        if (at % 40 != 0)
            return refused;
        var isKeyframe = at == 0 || (at + shift) % KeyframeMs == 0;
        return refused + (writer.TryWrite(new MediaFrame(MediaKind.Video, at, isKeyframe, isKeyframe ? Keyframe : Delta)) ? 0 : 1);
    }

    private static byte[] Picture(int bytes, bool isKeyframe)
    {
        var picture = new byte[bytes];
        ReadOnlySpan<byte> head = isKeyframe ? [0x10, 2, 0, 0x9D, 1, 0x2A, 0x80, 2, 0xE0, 1] : [0x11, 2, 0];
        head.CopyTo(picture);
        return picture;
    }

    /// <summary>Notes how long each chunk took from its last frame to the disk.</summary>
    private sealed class TimedFile(IAppendFile inner, Stopwatch clock, ConcurrentBag<double> acks) : IAppendFile
    {
        private double? _completeMs;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            // The file's head comes first and is no chunk; the end chunk waits for nothing.
            var isChunk = clock.IsRunning && bytes.Length > ChunkHeader.Size && ChunkHeader.TryRead(bytes, out var header)
                && !header.Info.Flags.HasFlag(ChunkFlags.End) && header.Info.DurationMs > 0;
            _completeMs = isChunk ? LastMs(bytes) + HoldBackMs : null;
            inner.Append(bytes);
        }

        public void Flush()
        {
            inner.Flush();
            if (_completeMs is { } complete)
                acks.Add(clock.Elapsed.TotalMilliseconds - complete);
        }

        public void CutBack() => inner.CutBack();

        public void Dispose() => inner.Dispose();

        private static double LastMs(ReadOnlySpan<byte> bytes)
        {
            ChunkHeader.TryRead(bytes, out var header);
            return header.Info.FirstMs + header.Info.DurationMs - FrameMs;
        }
    }
}
