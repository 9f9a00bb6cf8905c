using System.Collections.Concurrent;
using System.Diagnostics;
using Orleans;
using PsyCare.Contracts.People;

namespace PsyCare.ClusterKit;

/// <summary>Many simulated sessions, each writing every <c>pause</c>; what took long and what failed is kept.</summary>
public sealed class SessionLoad : IAsyncDisposable
{
    private const int StartsAtOnce = 64;
    private const string PracticeId = "simulated-practice";
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<CallTime> _calls = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private Task[] _loops = [];

    private SessionLoad(IReadOnlyList<SimulatedSession> sessions) => Sessions = sessions;

    /// <summary>The sessions.</summary>
    public IReadOnlyList<SimulatedSession> Sessions { get; }

    /// <summary>Writes that failed, and were made again later.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Makes sessions and brings them live.</summary>
    public static async Task<SessionLoad> CreateAsync(IClusterClient grains, int count)
    {
        await grains.GetGrain<IPracticeGrain>(PracticeId).EnsureCreatedAsync("Simulated practice");
        var load = new SessionLoad([.. Enumerable.Range(0, count).Select(_ => new SimulatedSession(grains))]);
        await Parallel.ForEachAsync(
            load.Sessions, new ParallelOptions { MaxDegreeOfParallelism = StartsAtOnce }, async (s, _) => await s.StartAsync(PracticeId));
        return load;
    }

    /// <summary>Starts the therapists' writing.</summary>
    public void Start(TimeSpan pause) => _loops = [.. Sessions.Select((s, i) => Task.Run(() => RunAsync(s, pause, i)))];

    /// <summary>Every call since the last time this was asked.</summary>
    public IReadOnlyList<CallTime> TakeCallTimes()
    {
        var times = new List<CallTime>();
        while (_calls.TryDequeue(out var call))
            times.Add(call);
        return times;
    }

    /// <summary>Ends the writing and compares every session with what was acknowledged.</summary>
    public async Task<Losses> StopAndCompareAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        var losses = default(Losses);
        foreach (var session in Sessions)
            losses += await session.CompareAsync();
        return losses;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    private async Task RunAsync(SimulatedSession session, TimeSpan pause, int index)
    {
        try
        {
            // Spread over the period. The timer starts after the delay: made before it, all sessions would write at the same moment.
            await Task.Delay(pause * ((double)index / Sessions.Count), TimeProvider.System, _stop.Token);
            using var timer = new PeriodicTimer(pause);
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await WriteAsync(session);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task WriteAsync(SimulatedSession session)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await session.WriteAsync();
            _calls.Enqueue(new CallTime(session.Writing, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
        }
        catch (Exception e)
        {
            _failures.Enqueue(e.GetType().Name);
        }
    }
}

/// <summary>How long a call took.</summary>
/// <param name="Writing">What it wrote.</param>
/// <param name="Ms">Milliseconds.</param>
public readonly record struct CallTime(string Writing, double Ms);
