namespace PsyCare.TestKit.Rtc;

/// <summary>
/// One direction of a TCP connection, driven by the caller's clock: bytes come late, in order and in pieces that a seeded random cuts; where
/// the network below loses one, everything behind it waits until it has come again. What is not sent on yet is bounded, as a kernel's is.
/// </summary>
public sealed class StreamLink(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Queue<(byte[] Bytes, TimeSpan At)> _inFlight = new();
    private byte[] _arrived = [];
    private TimeSpan _freeAt;
    private TimeSpan _lastAt;

    /// <summary>Time in flight.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>What it carries, bit/s; 0 is no limit.</summary>
    public double BitsPerSecond { get; set; }

    /// <summary>Share of pieces that are lost and come again <see cref="Recovery"/> later, 0-1.</summary>
    public double Loss { get; set; }

    /// <summary>How much later.</summary>
    public TimeSpan Recovery { get; set; } = TimeSpan.FromMilliseconds(75);

    /// <summary>Bytes that it takes before they are sent on.</summary>
    public int MaxUnsent { get; set; } = 16 * 1024;

    /// <summary>False takes and brings nothing, as when the other side does not read.</summary>
    public bool IsReading { get; set; } = true;

    /// <summary>Takes bytes from the sender.</summary>
    /// <returns>How many; the rest is to be offered again.</returns>
    public int Send(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        var taken = 0;
        while (taken < bytes.Length && IsReading && Unsent(now) < MaxUnsent)
        {
            var piece = bytes.Slice(taken, Math.Min(bytes.Length - taken, _random.Next(1, 1449)));
            _freeAt = BitsPerSecond <= 0 ? now : (_freeAt > now ? _freeAt : now) + TimeSpan.FromSeconds(8 * piece.Length / BitsPerSecond);
            var at = _freeAt + Delay + (_random.NextDouble() < Loss ? Recovery : TimeSpan.Zero);
            _lastAt = at > _lastAt ? at : _lastAt;
            _inFlight.Enqueue((piece.ToArray(), _lastAt));
            taken += piece.Length;
        }

        return taken;
    }

    /// <summary>Gives the receiver what has arrived by now.</summary>
    /// <returns>How many bytes, at most as many as there is room for.</returns>
    public int Receive(Span<byte> destination, TimeSpan now)
    {
        while (_inFlight.TryPeek(out var piece) && piece.At <= now)
            _arrived = [.. _arrived, .. _inFlight.Dequeue().Bytes];
        var count = Math.Min(destination.Length, _arrived.Length);
        _arrived.AsSpan(0, count).CopyTo(destination);
        _arrived = _arrived[count..];
        return count;
    }

    private double Unsent(TimeSpan now) => _freeAt > now ? (_freeAt - now).TotalSeconds * BitsPerSecond / 8 : 0;
}
