using System.Diagnostics.Metrics;
using Orleans;
using PsyCare.Contracts.Sessions;

namespace PsyCare.Silo.Cluster;

/// <summary>How long calls of our grains take, repeats after a lost silo included: meter <c>PsyCare.Calls</c>, as in the Embedded edition.</summary>
internal sealed class CallMetrics(TimeProvider time) : IOutgoingGrainCallFilter
{
    private static readonly Meter Meter = new("PsyCare.Calls");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "psycare.grain.call.duration",
        "s",
        "How long a call of a grain takes for its caller. Tags: grain, result (ok, failed)",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10] });

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // Orleans' own calls have Orleans' own meter.
        if (!Duration.Enabled || context.InterfaceMethod?.DeclaringType is not { } grain || grain.Assembly != typeof(ISessionGrain).Assembly)
        {
            await context.Invoke();
            return;
        }

        var started = time.GetTimestamp();
        var result = "failed";
        try
        {
            await context.Invoke();
            result = "ok";
        }
        finally
        {
            Duration.Record(time.GetElapsedTime(started).TotalSeconds, new("grain", grain.Name), new KeyValuePair<string, object?>("result", result));
        }
    }
}
