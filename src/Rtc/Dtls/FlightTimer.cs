namespace PsyCare.Rtc.Dtls;

/// <summary>
/// Keeps the last flight of handshake datagrams and says when to repeat it (RFC 6347 section 4.2.4). OpenSSL's own timer reads the
/// wall clock, which a sans-IO core cannot have, so it is told never to fire.
/// </summary>
internal sealed class FlightTimer
{
    private const int MaxRepeats = 10;
    private static readonly TimeSpan InitialDelay = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(3.2);

    private TimeSpan _delay = InitialDelay;
    private TimeSpan _sent;
    private int _repeats;
    private int _asked;

    /// <summary>The datagrams of the last flight.</summary>
    internal IReadOnlyList<byte[]> Flight { get; private set; } = [];

    /// <summary>When the last flight that waits for an answer was first sent.</summary>
    internal TimeSpan ArmedAt { get; private set; }

    /// <summary>When to repeat it, or null while there is nothing to wait for.</summary>
    internal TimeSpan? Deadline { get; private set; }

    /// <summary>True once the peer has stayed silent through every repeat.</summary>
    internal bool Exhausted => _repeats >= MaxRepeats;

    /// <summary>A new flight was sent and an answer is awaited.</summary>
    internal void Arm(IReadOnlyList<byte[]> flight, TimeSpan now)
    {
        Keep(flight, now);
        _delay = InitialDelay;
        ArmedAt = now;
        Deadline = now + _delay;
    }

    /// <summary>The final flight was sent: it is repeated only when the peer asks.</summary>
    internal void Keep(IReadOnlyList<byte[]> flight, TimeSpan now)
    {
        Flight = flight;
        Deadline = null;
        (_repeats, _asked) = (0, 0);
        _sent = now;
    }

    /// <summary>Nothing more is awaited.</summary>
    internal void Stop() => Deadline = null;

    /// <summary>The deadline passed: the flight is being repeated, later next time.</summary>
    internal void Backoff(TimeSpan now)
    {
        _repeats++;
        _sent = now;
        _delay = TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, MaxDelay.Ticks));
        Deadline = now + _delay;
    }

    /// <summary>True when the flight may be repeated for a peer that repeats its own, final or not; bounds amplification.</summary>
    internal bool MayRepeat(TimeSpan now)
    {
        if (_asked >= MaxRepeats || Flight.Count == 0 || now - _sent < InitialDelay / 2)
            return false;
        _asked++;
        _sent = now;
        Deadline = Deadline is null ? null : now + _delay;
        return true;
    }
}
