using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PsyCare.Embedded.Calls;

/// <summary>
/// How long calls of grains take, as their callers see it: meter <c>PsyCare.Calls</c>. The Cluster edition compiles this file too: the two editions
/// have no room in common that may know of grain calls.
/// </summary>
internal static class CallMetrics
{
    private static readonly Meter Meter = new("PsyCare.Calls");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "psycare.grain.call.duration",
        "s",
        "How long a call of a grain takes for its caller. Tags: grain, result (ok, failed)",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10] });

    /// <summary>The same call, timed where somebody listens.</summary>
    public static T Time<T>(Type grain, T call)
        where T : Task
    {
        if (Duration.Enabled)
            _ = TimeAsync(grain, call);
        return call;
    }

    private static async Task TimeAsync(Type grain, Task call)
    {
        var started = Stopwatch.GetTimestamp();
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Duration.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            new("grain", grain.Name),
            new KeyValuePair<string, object?>("result", call.IsCompletedSuccessfully ? "ok" : "failed"));
    }
}
