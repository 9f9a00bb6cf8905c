using System.Diagnostics;

namespace PsyCare.Benchmarks.Media;

/// <summary>Counts what was sent and what arrived, and how long it took: from before it was encrypted until after it was decrypted.</summary>
internal sealed class LoadMeter
{
    private const int BucketsPerMs = 50;
    private readonly long[] _buckets = new long[BucketsPerMs * 1000];

    internal long Sent { get; set; }

    internal long Received { get; private set; }

    internal void Add(long ticks)
    {
        Received++;
        var bucket = ticks * BucketsPerMs * 1000 / Stopwatch.Frequency;
        _buckets[Math.Clamp(bucket, 0, _buckets.Length - 1)]++;
    }

    internal void Clear()
    {
        (Sent, Received) = (0, 0);
        Array.Clear(_buckets);
    }

    /// <summary>The delay that this share of the packets did not exceed, ms.</summary>
    internal double Percentile(double share)
    {
        var left = (long)(share * Received);
        var bucket = 0;
        while (bucket < _buckets.Length - 1 && (left -= _buckets[bucket]) > 0)
            bucket++;
        return (bucket + 1.0) / BucketsPerMs;
    }
}
