using System.Diagnostics;
using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision;

namespace PsyCare.Benchmarks;

/// <summary>
/// What reading faces costs: the fake patient at 320x240, first as fast as one thread can, then as many sessions at once as one core bears. The
/// cost is the processor time of this process, so that other work on the machine does not count as ours; latency is by the clock, so it does.
/// </summary>
internal static class FacesBenchmark
{
    private const int Passes = 4;
    private const double LoadLimit = 0.7;
    private const double LatencyLimitMs = 80;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(12);
    private static readonly int[] Steps = [10, 20, 40, 60, 80, 100, 120, 150, 200];

    public static void Run()
    {
        var clip = FakePatientClip.ReadSmallFrames();
        using var stages = new FaceStages(clip);
        _ = stages.Measure().Count(); // once for the compiler, which makes loops fast only after it has seen them run
        foreach (var (stage, microseconds) in stages.Measure())
            Line($"{microseconds,6:F0} us  {stage}");
        using var factory = new FaceReaderFactory(new VisionOptions());
        var framesPerCore = FramesPerCore(factory, clip);
        var (sessions, latency) = SessionsPerCore(factory, clip);
        Line($"RESULT faces frames_per_core={framesPerCore:F0} sessions_per_core={sessions} latency_p95_ms={latency:F0}");
    }

    /// <summary>Readings (decoding included) for each second of processor time, every frame shown on its own.</summary>
    private static double FramesPerCore(FaceReaderFactory factory, IReadOnlyList<EncodedFrame> clip)
    {
        EncodedFrame[][] frames = [.. clip.Select(frame => new[] { frame })];
        ReadAll(factory, frames);
        var before = ProcessorTime();
        var (readings, allocated) = (0, 0L);
        for (var pass = 0; pass < Passes; pass++)
        {
            var (more, bytes) = ReadAll(factory, frames);
            (readings, allocated) = (readings + more, allocated + bytes);
        }

        var seconds = (ProcessorTime() - before).TotalSeconds;
        Line($"One thread: {Passes * clip.Count} frames of 320x240 decoded, {readings} read, {seconds:F2} s of processor time, {allocated / readings} bytes allocated a reading");
        return readings / seconds;
    }

    private static (int Readings, long Allocated) ReadAll(FaceReaderFactory factory, EncodedFrame[][] frames)
    {
        using var reader = factory.Create();
        var (readings, before) = (0, GC.GetAllocatedBytesForCurrentThread());
        foreach (var frame in frames)
            readings += reader.Read(frame) is null ? 0 : 1;
        return (readings, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The most sessions whose load and latency stay within the limits, and the latency there.</summary>
    private static (int Sessions, double LatencyMs) SessionsPerCore(FaceReaderFactory factory, IReadOnlyList<EncodedFrame> clip)
    {
        var best = (Sessions: 0, LatencyMs: 0.0);
        foreach (var sessions in Steps)
        {
            var load = new FacesLoad(factory, clip, sessions).Run(LoadTime);
            Line($"{sessions,4} sessions at 5 readings/s: {load.Cores:P0} of a core, latency p95 {load.LatencyP95Ms:F0} ms, {load.ReadingsPerSecond:F0} readings/s, {load.Late} frames late");
            if (load.Cores > LoadLimit || load.LatencyP95Ms > LatencyLimitMs)
                break;
            best = (sessions, load.LatencyP95Ms);
        }

        return best;
    }

    internal static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
