namespace PsyCare.Benchmarks.Media;

/// <summary>How often a packet took how long, in steps of 20 us up to a second.</summary>
internal sealed class DelayHistogram
{
    private const int BucketsPerMs = 50;
    private const long TicksPerBucket = TimeSpan.TicksPerMillisecond / BucketsPerMs;
    private readonly long[] _buckets = new long[BucketsPerMs * 1000];
    private long _count;

    /// <param name="ticks">100 ns.</param>
    internal void Add(long ticks)
    {
        _count++;
        _buckets[Math.Clamp(ticks / TicksPerBucket, 0, _buckets.Length - 1)]++;
    }

    internal void Clear()
    {
        _count = 0;
        Array.Clear(_buckets);
    }

    /// <summary>The delay that this share of the packets did not exceed, ms.</summary>
    internal double Percentile(double share)
    {
        var left = (long)(share * _count);
        var bucket = 0;
        while (bucket < _buckets.Length - 1 && (left -= _buckets[bucket]) > 0)
            bucket++;
        return (bucket + 1.0) / BucketsPerMs;
    }
}
