using System.Diagnostics;
using System.Globalization;

namespace PsyCare.Benchmarks.Media;

/// <summary>
/// The same load on our media server, on Janus and, where a build of it is given, on SIPSorcery behind our media port, one after the other. The
/// server has the first core to itself, the load generator the others. A packet's delay contains the generator's own share at both ends. What a
/// peer costs in memory is what all further calls add to a process in which the first one stands: the program itself is no peer.
/// </summary>
internal static class MediaBenchmark
{
    private const int ComparedSessions = 40;
    private const int HeldSessions = 150;

    /// <summary>The program that ./bench has built of SIPSorcery, where PSYCARE_FEED holds it.</summary>
    private const string SipSorceryServer = "PSYCARE_SIPSORCERY_SERVER";

    private static readonly TimeSpan FirstCall = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(15);

    internal static async Task RunAsync(string[] arguments)
    {
        var held = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : HeldSessions;
        using var self = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() && Environment.ProcessorCount > 1)
            self.ProcessorAffinity = ((nint)1 << Environment.ProcessorCount) - 2;
        Console.WriteLine($"{"",-10} {"calls",6} {"packets/s",10} {"us/packet",10} {"core %",7} {"B/packet",9} {"p50 ms",7} {"p99 ms",7} {"seen",7} {"load %",7} {"kB/peer",8} {"lost %",8}");
        var few = await MeasureAsync("psycare", ComparedSessions, () => Task.FromResult<ServerUnderTest>(new MediaServerProcess()));
        var janus = await MeasureAsync("janus", ComparedSessions, JanusProcess.StartAsync);
        var library = Environment.GetEnvironmentVariable(SipSorceryServer) is { Length: > 0 } program
            ? await MeasureAsync("sipsorcery", ComparedSessions, () => Task.FromResult<ServerUnderTest>(new MediaServerProcess(program)))
            : null;
        var many = await MeasureAsync("psycare", held, () => Task.FromResult<ServerUnderTest>(new MediaServerProcess()));
        var result = string.Create(
            CultureInfo.InvariantCulture,
            $"RESULT media us_per_packet={few.MicrosecondsPerPacket:F1} janus_ratio={few.MicrosecondsPerPacket / janus.MicrosecondsPerPacket:F2} "
            + $"alloc_bytes_per_packet={few.BytesPerPacket:F0} delay_p99_ms={few.DelayP99Ms:F2} kb_per_peer={many.KbPerPeer:F0} "
            + $"sessions={held} loss_percent={many.LossPercent:F4}"
            + $"{(library is null ? "" : " sipsorcery_us_per_packet=")}{library?.MicrosecondsPerPacket:F1}");
        Console.WriteLine(result);
    }

    private static async Task<Measurement> MeasureAsync(string name, int sessions, Func<Task<ServerUnderTest>> start)
    {
        await using var server = await start();
        using var generator = new LoadGenerator();
        await ConnectAsync(server, generator, 0, 1);
        generator.Run(FirstCall);
        var before = server.ResidentKb;
        await ConnectAsync(server, generator, 1, sessions);
        generator.Run(Warmup);
        generator.Meter.Clear();
        var (cpu, allocated, own) = (server.Cpu, server.AllocatedBytes, Environment.CpuUsage.TotalTime);
        generator.Run(Measured);
        var measurement = Measurement.Of(generator.Meter, server.Cpu - cpu, server.AllocatedBytes - allocated, Environment.CpuUsage.TotalTime - own) with
        {
            KbPerPeer = (server.ResidentKb - before) / (2.0 * (sessions - 1)),
        };
        generator.StopSending();
        generator.Run(TimeSpan.FromMilliseconds(500));
        measurement = measurement with { LossPercent = Math.Max(0, 100.0 * (generator.Meter.Sent - generator.Meter.Received) / generator.Meter.Sent) };
        measurement.Print(name, sessions);
        return measurement;
    }

    private static async Task ConnectAsync(ServerUnderTest server, LoadGenerator generator, int from, int to)
    {
        var senders = new List<LoadPeer>();
        for (var i = from; i < to; i++)
        {
            senders.AddRange(await server.CallAsync(generator, i));
            generator.Run(TimeSpan.FromMilliseconds(20));
        }

        generator.Connect();
        LoadGenerator.StartSending(senders);
    }

    private sealed record Measurement(double PacketsPerSecond, double MicrosecondsPerPacket, double CorePercent, double BytesPerPacket, double DelayP50Ms, double DelayP99Ms, double SeenP99Ms, double LoadPercent)
    {
        public double KbPerPeer { get; init; }

        public double LossPercent { get; init; }

        public static Measurement Of(LoadMeter meter, TimeSpan cpu, long? allocated, TimeSpan generator) => new(
            meter.Received / Measured.TotalSeconds,
            cpu.TotalMicroseconds / meter.Received,
            100 * cpu / Measured,
            (double)(allocated ?? 0) / meter.Received,
            meter.Added.Percentile(0.5),
            meter.Added.Percentile(0.99),
            meter.Seen.Percentile(0.99),
            100 * generator / Measured);

        public void Print(string name, int sessions) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-10} {sessions,6} {PacketsPerSecond,10:F0} {MicrosecondsPerPacket,10:F1} {CorePercent,7:F0} {BytesPerPacket,9:F0} {DelayP50Ms,7:F2} {DelayP99Ms,7:F2} {SeenP99Ms,7:F2} {LoadPercent,7:F0} {KbPerPeer,8:F0} {LossPercent,8:F4}"));
    }
}
