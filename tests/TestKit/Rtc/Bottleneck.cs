namespace PsyCare.TestKit.Rtc;

/// <summary>
/// A link that carries so many bits a second, in front of a <see cref="LossyLink"/>: what comes faster waits in a queue, and is lost when that
/// is full. Driven by the caller's clock.
/// </summary>
/// <param name="link">Takes what has passed.</param>
public sealed class Bottleneck(LossyLink link)
{
    private readonly Queue<(byte[] Datagram, TimeSpan Out)> _queue = new();
    private TimeSpan _freeAt;

    /// <summary>What it carries, bit/s; 0 is no limit.</summary>
    public double BitsPerSecond { get; set; }

    /// <summary>The longest that a datagram waits; beyond that it is lost.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Datagrams lost because the queue was full.</summary>
    public int Overflowed { get; private set; }

    /// <summary>Puts a datagram into the queue.</summary>
    public void Send(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (BitsPerSecond <= 0)
        {
            link.Send(datagram, now);
            return;
        }

        var begin = _freeAt > now ? _freeAt : now;
        if (begin - now > MaxWait)
        {
            Overflowed++;
            return;
        }

        _freeAt = begin + TimeSpan.FromSeconds(8 * datagram.Length / BitsPerSecond);
        _queue.Enqueue((datagram.ToArray(), _freeAt));
    }

    /// <summary>Lets through what is due.</summary>
    public void Run(TimeSpan now)
    {
        while (_queue.TryPeek(out var first) && first.Out <= now)
        {
            _queue.Dequeue();
            link.Send(first.Datagram, first.Out);
        }
    }
}
