using System.Diagnostics;
using System.Globalization;

namespace PsyCare.Benchmarks.Media;

/// <summary>
/// The same load on our media server, on Janus and, where a build of it is given, on SIPSorcery behind our media port, one after the other. The
/// server has the first core to itself, the load generator the others. Added delay is what the server adds: from before a packet is encrypted
/// until the kernel has it for the receiver; seen delay contains the generator's reading as well. What a peer costs in memory is what all
/// further calls add to a process in which the first one stands: the program itself is no peer.
/// </summary>
internal static class MediaBenchmark
{
    private const int ComparedSessions = 40;
    private const int HeldSessions = 150;
    private const double HalfCore = 50; // percent, the load at which the delay is to be told

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
        Console.WriteLine(Urgency.Raise()
            ? "Server and load go before all other programs of this machine (SCHED_FIFO)."
            : "This system lets nobody go first: what other programs of this machine do is part of the delays.");
        Console.WriteLine(Measurement.Head);
        var few = await OursAsync(ComparedSessions);
        var janus = await JanusAsync(ComparedSessions);
        Measurement? library = Environment.GetEnvironmentVariable(SipSorceryServer) is { Length: > 0 } program
            ? await MeasureAsync("sipsorcery", ComparedSessions, () => Task.FromResult<ServerUnderTest>(new MediaServerProcess(program)))
            : null;
        var many = await OursAsync(held);
        var half = await OursAsync(SessionsAt(HalfCore, few, many));
        var janusHalf = await JanusAsync(SessionsAt(HalfCore, default, janus));
        var result = string.Create(
            CultureInfo.InvariantCulture,
            $"RESULT media us_per_packet={few.MicrosecondsPerPacket:F1} janus_ratio={few.MicrosecondsPerPacket / janus.MicrosecondsPerPacket:F2} "
            + $"alloc_bytes_per_packet={few.BytesPerPacket:F0} delay_p99_ms={half.AddedP99Ms:F2} delay_core_percent={half.CorePercent:F0} "
            + $"delay_sessions={half.Sessions} delay_seen_p99_ms={half.SeenP99Ms:F2} janus_delay_p99_ms={janusHalf.AddedP99Ms:F2} "
            + $"janus_delay_core_percent={janusHalf.CorePercent:F0} kb_per_peer={many.KbPerPeer:F0} "
            + $"sessions={held} loss_percent={many.LossPercent:F4}"
            + $"{(library is null ? "" : " sipsorcery_us_per_packet=")}{library?.MicrosecondsPerPacket:F1}");
        Console.WriteLine(result);
    }

    private static Task<Measurement> OursAsync(int sessions) =>
        MeasureAsync("psycare", sessions, () => Task.FromResult<ServerUnderTest>(new MediaServerProcess()));

    private static Task<Measurement> JanusAsync(int sessions) => MeasureAsync("janus", sessions, JanusProcess.StartAsync);

    /// <summary>How many sessions take so much of a core, on the line through two measurements.</summary>
    private static int SessionsAt(double corePercent, Measurement a, Measurement b) => Math.Max(
        1, (int)Math.Round(a.Sessions + ((corePercent - a.CorePercent) * (b.Sessions - a.Sessions) / (b.CorePercent - a.CorePercent))));

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
        var (meter, used) = (generator.Meter, server.Cpu - cpu);
        var measurement = new Measurement
        {
            Server = name,
            Sessions = sessions,
            PacketsPerSecond = meter.Received / Measured.TotalSeconds,
            MicrosecondsPerPacket = used.TotalMicroseconds / meter.Received,
            CorePercent = 100 * used / Measured,
            LoadPercent = 100 * (Environment.CpuUsage.TotalTime - own) / Measured,
            BytesPerPacket = (double)((server.AllocatedBytes - allocated) ?? 0) / meter.Received,
            AddedP50Ms = meter.Added.Percentile(0.5),
            AddedP99Ms = meter.Added.Percentile(0.99),
            SeenP99Ms = meter.Seen.Percentile(0.99),
            KbPerPeer = (server.ResidentKb - before) / (2.0 * (sessions - 1)),
        };
        generator.StopSending();
        generator.Run(TimeSpan.FromMilliseconds(500));
        measurement = measurement with { LossPercent = Math.Max(0, 100.0 * (meter.Sent - meter.Received) / meter.Sent) };
        Console.WriteLine(measurement);
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

    private readonly record struct Measurement
    {
        internal const string Head = "            calls  packets/s  us/packet  core %  load %  B/packet  added p50, p99 ms  seen p99 ms   kB/peer   lost %";

        public required string Server { get; init; }

        public required int Sessions { get; init; }

        public required double PacketsPerSecond { get; init; }

        public required double MicrosecondsPerPacket { get; init; }

        /// <summary>Of one core, by the server.</summary>
        public required double CorePercent { get; init; }

        /// <summary>Of one core, by the load generator.</summary>
        public required double LoadPercent { get; init; }

        public required double BytesPerPacket { get; init; }

        public required double AddedP50Ms { get; init; }

        public required double AddedP99Ms { get; init; }

        public required double SeenP99Ms { get; init; }

        public required double KbPerPeer { get; init; }

        public double LossPercent { get; init; }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Server,-10} {Sessions,6} {PacketsPerSecond,10:F0} {MicrosecondsPerPacket,10:F1} {CorePercent,7:F0} {LoadPercent,7:F0} {BytesPerPacket,9:F1} {AddedP50Ms,11:F2} {AddedP99Ms,6:F2} {SeenP99Ms,12:F2} {KbPerPeer,9:F0} {LossPercent,8:F4}");
    }
}
