using PsyCare.Domain.Affect;

namespace PsyCare.Grains.Affect;

/// <summary>The samples of the last minute, so that a client that reconnects misses nothing.</summary>
internal sealed class RecentSamples
{
    /// <summary>Samples kept at most: a minute at the highest rate.</summary>
    public const int Capacity = 900;

    private const long WindowMs = 60_000;
    private readonly Queue<AffectSample> _samples = new();

    /// <summary>Adds the newest sample and forgets those older than a minute.</summary>
    public void Add(AffectSample sample)
    {
        _samples.Enqueue(sample);
        while (_samples.Count > Capacity || sample.AtMs - _samples.Peek().AtMs > WindowMs)
            _samples.Dequeue();
    }

    /// <summary>The samples after <paramref name="sequence"/>, oldest first.</summary>
    public IReadOnlyList<AffectSample> After(long sequence) => [.. _samples.Where(s => s.Sequence > sequence)];
}
