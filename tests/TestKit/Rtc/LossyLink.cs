namespace PsyCare.TestKit.Rtc;

/// <summary>One direction of a network, driven by the caller's clock: a seeded random decides which datagrams are lost, late, doubled.</summary>
public sealed class LossyLink(int seed)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<byte[], (TimeSpan At, long Order)> _inFlight = new();
    private long _order;
    private bool _isBad;

    /// <summary>Share of datagrams lost, 0-1.</summary>
    public double Loss { get; set; }

    /// <summary>
    /// How many datagrams are lost in a row on average; 0 loses each by itself. The model is Gilbert's: a good state, and a bad one that
    /// loses everything and ends with probability 1 / MeanBurst.
    /// </summary>
    public double MeanBurst { get; set; }

    /// <summary>Share of datagrams delivered twice, 0-1.</summary>
    public double Duplication { get; set; }

    /// <summary>Least time in flight.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Random time on top of it; datagrams overtake each other.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>Longer datagrams do not pass: the path's MTU less the IP and UDP headers.</summary>
    public int MaxDatagram { get; set; } = int.MaxValue;

    /// <summary>Bytes of the longest datagram put on the way so far.</summary>
    public int Longest { get; private set; }

    /// <summary>Datagrams put on the way so far, the lost ones included.</summary>
    public int Sent { get; private set; }

    /// <summary>Datagrams lost so far.</summary>
    public int Lost { get; private set; }

    /// <summary>Puts a datagram on the way.</summary>
    public void Send(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        Sent++;
        Longest = Math.Max(Longest, datagram.Length);
        if (datagram.Length > MaxDatagram || IsLost())
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

    private bool IsLost()
    {
        if (MeanBurst <= 0 || Loss is <= 0 or >= 1)
        {
            return _random.NextDouble() < Loss;
        }

        var end = 1 / MeanBurst;
        _isBad = _random.NextDouble() < (_isBad ? 1 - end : end * Loss / (1 - Loss));
        return _isBad;
    }
}
