namespace PsyCare.TestKit.Rtc;

/// <summary>One direction of a network, driven by the caller's clock: a seeded random decides which datagrams are lost, late, doubled.</summary>
public sealed class LossyLink(int seed)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<byte[], (TimeSpan At, long Order)> _inFlight = new();
    private long _order;

    /// <summary>Share of datagrams lost, 0-1.</summary>
    public double Loss { get; set; }

    /// <summary>Share of datagrams delivered twice, 0-1.</summary>
    public double Duplication { get; set; }

    /// <summary>Least time in flight.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Random time on top of it; datagrams overtake each other.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>Datagrams lost so far.</summary>
    public int Lost { get; private set; }

    /// <summary>Puts a datagram on the way.</summary>
    public void Send(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (_random.NextDouble() < Loss)
        {
            Lost++;
            return;
        }

        for (var copies = _random.NextDouble() < Duplication ? 2 : 1; copies > 0; copies--)
        {
            _inFlight.Enqueue(datagram.ToArray(), (now + Delay + (Jitter * _random.NextDouble()), _order++));
        }
    }

    /// <summary>The next datagram that has arrived by now.</summary>
    public bool TryReceive(TimeSpan now, out byte[] datagram)
    {
        if (_inFlight.TryPeek(out datagram!, out var priority) && priority.At <= now)
        {
            return _inFlight.TryDequeue(out datagram!, out _);
        }

        datagram = [];
        return false;
    }
}
