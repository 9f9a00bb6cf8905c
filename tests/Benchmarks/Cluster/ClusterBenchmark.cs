using System.Globalization;
using Orleans.Runtime;
using PsyCare.ClusterKit;

namespace PsyCare.Benchmarks.Cluster;

/// <summary>
/// Three silos with Redis on this machine: how many sessions they hold while grain calls stay quick, and what happens when silos are killed
/// under load. No pictures: every session's therapist writes once in <see cref="WriteEvery"/> and follows five readings a second.
/// </summary>
internal static class ClusterBenchmark
{
    private const double LimitMs = 100;
    private const int KillSessions = 300;
    private const int SlopeFrom = 1_000;
    private static readonly int[] Steps = [SlopeFrom, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 7_000, 10_000];
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    /// <param name="kills">How many silos are killed; 0 leaves that part out.</param>
    /// <param name="most">The most sessions to try; 0 leaves that part out.</param>
    public static async Task RunAsync(int kills, int most)
    {
        var steps = await HoldAsync(most);
        // No load at all within the limit is a result too: then the first one's figures stand beside sessions=0.
        var best = steps.LastOrDefault(s => s.P99Ms <= LimitMs) ?? steps.FirstOrDefault(Step.NotTried) with { Sessions = 0 };
        // 1 = the cost grows as the sessions do, from 1,000 sessions (the smallest load where fewer are borne) to the highest that is.
        var from = steps.Find(s => s.Sessions == SlopeFrom && s.Sessions <= best.Sessions) ?? steps.FirstOrDefault(Step.NotTried);
        var slope = best.Sessions > 0 ? best.CpuMsPerSession / from.CpuMsPerSession : double.NaN;
        (double P95, double Max, Losses Losses) deaths = kills > 0 ? await KillAsync(kills) : (double.NaN, double.NaN, default);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"RESULT cluster sessions={best.Sessions} p99_ms={best.P99Ms:F0} kb_per_session={best.KbPerSession:F0} slope={slope:F2} recover_p95_s={deaths.P95:F1} recover_max_s={deaths.Max:F1} lost={deaths.Losses.Lost} duplicated={deaths.Losses.Duplicated}"));
    }

    private static async Task<List<Step>> HoldAsync(int most)
    {
        if (most == 0)
            return [];
        Console.WriteLine("Load: 3 silos; calls a second, their p50 and p99, CPU of the silos per session and second (less what they need idle), memory per session; readings and their way");
        var steps = new List<Step>();
        await using var cluster = await LocalCluster.StartAsync(silos: 3, gateways: 0);
        var loads = new List<SessionLoad>();
        var readings = new List<AffectLoad>();
        try
        {
            // What has just started still compiles itself.
            await Task.Delay(WarmUp, TimeProvider.System);
            var (idle, idleCpu) = (Memory(cluster), Cpu(cluster));
            await Task.Delay(Settle, TimeProvider.System);
            var idleMs = (Cpu(cluster) - idleCpu).TotalMilliseconds / Settle.TotalSeconds;
            Console.WriteLine($"  idle: {idleMs:F0} ms/s");
            foreach (var sessions in Steps.Where(s => s <= most))
            {
                loads.Add(await SessionLoad.CreateAsync(cluster.Client, sessions - loads.Sum(l => l.Sessions.Count)));
                loads[^1].Start(WriteEvery);
                readings.Add(await AffectLoad.StartAsync(cluster.Client, loads[^1].Sessions));
                steps.Add(await MeasureAsync(cluster, loads, readings, sessions, idle, idleMs));
                // Twice, for one step may be somebody else's doing.
                if (steps.TakeLast(2).Count(s => !(s.P99Ms <= LimitMs)) == 2)
                    break;
            }
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            // So many could not even be brought live.
            Console.WriteLine($"  more: {e.GetType().Name}");
        }
        finally
        {
            foreach (var load in readings.Concat<IAsyncDisposable>(loads))
                await load.DisposeAsync();
        }

        return steps;
    }

    private static async Task<Step> MeasureAsync(
        LocalCluster cluster, List<SessionLoad> loads, List<AffectLoad> readings, int sessions, long idleMemory, double idleMs)
    {
        await Task.Delay(Settle, TimeProvider.System);
        loads.ForEach(l => l.TakeCallTimes());
        readings.ForEach(r => r.Take());
        var cpu = Cpu(cluster);
        await Task.Delay(Measured, TimeProvider.System);
        var used = ((Cpu(cluster) - cpu).TotalMilliseconds / Measured.TotalSeconds - idleMs) / sessions;
        var calls = loads.SelectMany(l => l.TakeCallTimes()).OrderBy(c => c.Ms).ToList();
        var times = calls.ConvertAll(c => c.Ms).ToArray();
        var taken = readings.ConvertAll(r => r.Take());
        double[] arrivals = [.. taken.SelectMany(t => t.ArrivalMs).Order()];
        var late = taken.Sum(t => t.Late) / (double)taken.Sum(t => t.Late + t.Published);
        var step = new Step(sessions, Percentiles.Of(times, 0.99), (Memory(cluster) - idleMemory) / 1024.0 / sessions, used);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {sessions,6} sessions {times.Length / Measured.TotalSeconds,7:F0}/s  p50 {Percentiles.Of(times, 0.5),6:F1} ms  p99 {step.P99Ms,6:F1} ms  {used,6:F3} ms/s  {step.KbPerSession,5:F0} KB  failed {loads.Sum(l => l.Failures.Count)}  readings {arrivals.Length / Measured.TotalSeconds,6:F0}/s  p50 {Percentiles.Of(arrivals, 0.5),5:F1} ms  p99 {Percentiles.Of(arrivals, 0.99),6:F1} ms  late {late:P1}"));
        var slow = calls.Skip((int)(calls.Count * 0.99)).GroupBy(c => c.Writing).Select(g => $"{g.Count()} x {g.Key} up to {g.Max(c => c.Ms):F0} ms");
        Console.WriteLine($"         the slowest 1%: {string.Join(", ", slow)}");
        return step;
    }

    private static async Task<(double P95, double Max, Losses Losses)> KillAsync(int kills)
    {
        Console.WriteLine($"Kills: {kills} times a random one of 3 silos under the load of {KillSessions} sessions");
        await using var cluster = await LocalCluster.StartAsync(silos: 3, gateways: 0);
        await using var load = await SessionLoad.CreateAsync(cluster.Client, KillSessions);
        load.Start(TimeSpan.FromSeconds(1));
        var random = new Random(1);
        var answers = new List<double>();
        for (var i = 0; i < kills; i++)
        {
            var victim = cluster.Silos[random.Next(cluster.Silos.Count)];
            await victim.Process!.KillAsync();
            var times = (await Task.WhenAll(load.Sessions.Select(s => s.AnswerTimeAsync()))).Select(t => t.TotalSeconds).ToList();
            answers.AddRange(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {i + 1,3}: the last session answers after {times.Max():F2} s"));
            await cluster.StartAsync(victim);
        }

        var losses = await load.StopAndCompareAsync();
        foreach (var failure in load.Failures.GroupBy(f => f))
            Console.WriteLine($"  {failure.Count()} writes failed and were made again: {failure.Key}");
        double[] sorted = [.. answers.Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {load.Sessions.Sum(s => s.Acknowledged)} acknowledged writes; a session answers after p50 {Percentiles.Of(sorted, 0.5):F2} s, p95 {Percentiles.Of(sorted, 0.95):F2} s"));
        return (Percentiles.Of(sorted, 0.95), sorted.LastOrDefault(), losses);
    }

    private static TimeSpan Cpu(LocalCluster cluster) => new(cluster.Silos.Sum(s => s.Process!.Cpu.Ticks));

    private static long Memory(LocalCluster cluster) => cluster.Silos.Sum(s => s.Process!.Memory);

    /// <summary>One load and what it cost.</summary>
    private sealed record Step(int Sessions, double P99Ms, double KbPerSession, double CpuMsPerSession)
    {
        public static readonly Step NotTried = new(0, double.NaN, double.NaN, double.NaN);
    }
}
