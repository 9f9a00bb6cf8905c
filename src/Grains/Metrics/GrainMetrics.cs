using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PsyCare.Grains.Metrics;

/// <summary>What grains of this process do: meter <c>PsyCare.Grains</c>. Nothing carries an id.</summary>
internal static class GrainMetrics
{
    private static readonly Meter Meter = new("PsyCare.Grains");
    private static readonly ConcurrentDictionary<string, byte> LiveSessions = new();
    private static int _waiting;

    static GrainMetrics()
    {
        Meter.CreateObservableUpDownCounter("psycare.sessions.live", () => LiveSessions.Count, "{session}", "Sessions in progress whose grains are here");
        Meter.CreateObservableUpDownCounter(
            "psycare.affect.waiting", () => Volatile.Read(ref _waiting), "{batch}", "Batches of frames that wait for a worker to read them");
    }

    /// <summary>From the moment that a frame shows to its published reading.</summary>
    public static Histogram<double> AffectLag { get; } = Meter.CreateHistogram(
        "psycare.affect.lag",
        "s",
        "From the moment a frame shows to its published reading",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 5, 10] });

    /// <summary>Notes whether a session's grain is here and the session in progress.</summary>
    public static void SetLive(string sessionId, bool live)
    {
        if (live)
            LiveSessions.TryAdd(sessionId, 0);
        else
            LiveSessions.TryRemove(sessionId, out _);
    }

    /// <summary>Counts work that waits for a worker.</summary>
    public static void Wait() => Interlocked.Increment(ref _waiting);

    /// <summary>It waits no longer.</summary>
    public static void Waited() => Interlocked.Decrement(ref _waiting);
}
