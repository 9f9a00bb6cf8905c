using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PsyCare.Embedded.Calls;

/// <summary>How long calls of grains take, as their callers see it: meter <c>PsyCare.Calls</c>, which the Cluster edition has as well.</summary>
internal static class CallMetrics
{
    private static readonly Meter Meter = new("PsyCare.Calls");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "psycare.grain.call.duration",
        "s",
        "How long a call of a grain takes for its caller. Tags: grain, result (ok, failed)",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10] });

    /// <summary>The same call, timed where somebody listens.</summary>
    public static Task<object?> Time(Type grain, Task<object?> call) => Duration.Enabled ? TimeAsync(grain, call) : call;

    private static async Task<object?> TimeAsync(Type grain, Task<object?> call)
    {
        var started = Stopwatch.GetTimestamp();
        var result = "failed";
        try
        {
            var answer = await call.ConfigureAwait(false);
            result = "ok";
            return answer;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("grain", grain.Name), new KeyValuePair<string, object?>("result", result));
        }
    }
}
