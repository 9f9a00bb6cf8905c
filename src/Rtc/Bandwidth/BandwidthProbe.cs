namespace PsyCare.Rtc.Bandwidth;

/// <summary>
/// Finds out whether a viewer's network carries more than is sent: for a moment packets that were sent already go out again on the
/// retransmission stream, where receivers drop them unseen. What gets through of a probe, and how fast, is the answer.
/// </summary>
internal sealed class BandwidthProbe
{
    internal static readonly TimeSpan Length = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(60);

    /// <summary>So much of what a probe asks for must come through.</summary>
    private const double Enough = 0.9;

    private double _target;
    private TimeSpan _begin;
    private TimeSpan _notBefore;
    private TimeSpan _rest = MinRest;
    private bool _isOpen;
    private long _sentBytes;
    private long _cameBytes;
    private (TimeSpan First, TimeSpan Last)? _came;

    /// <summary>True while packets are to be sent again.</summary>
    internal bool IsSending(TimeSpan now) => _isOpen && now - _begin < Length;

    /// <summary>Begins a probe, unless one has been made just now.</summary>
    /// <param name="bitsPerSecond">What to try.</param>
    /// <param name="now">The time.</param>
    internal void Start(double bitsPerSecond, TimeSpan now)
    {
        if (!_isOpen && now >= _notBefore)
        {
            (_isOpen, _target, _begin) = (true, bitsPerSecond, now);
            (_sentBytes, _cameBytes, _came) = (0, 0, null);
        }
    }

    /// <summary>Counts a packet that goes out, whatever it is.</summary>
    internal void OnSent(int bytes) => _sentBytes += _isOpen ? bytes : 0;

    /// <summary>Bytes that are to go out now so that the rate is reached.</summary>
    internal int Owed(TimeSpan now) => IsSending(now) ? (int)((_target / 8 * (now - _begin).TotalSeconds) - _sentBytes) : 0;

    /// <summary>Counts a packet that came.</summary>
    internal void OnCame(int bytes, TimeSpan sentAt, TimeSpan arrival)
    {
        if (!_isOpen || sentAt < _begin || sentAt - _begin >= Length)
        {
            return;
        }

        // Of the first packet it is not known how long it took to come.
        _cameBytes += _came is null ? 0 : bytes;
        _came = (_came is { } came && came.First < arrival ? came.First : arrival, _came is { } last && last.Last > arrival ? last.Last : arrival);
    }

    /// <summary>The outcome, once it is known: the rate that was tried, bit/s, or 0 if too little of it came through.</summary>
    internal double? TakeResult(TimeSpan now)
    {
        if (!_isOpen || now - _begin < Length + Answer)
        {
            return null;
        }

        _isOpen = false;
        var seconds = _came is { } came ? Math.Max((came.Last - came.First).TotalSeconds, Length.TotalSeconds / 2) : 1;
        var rate = 8 * _cameBytes / seconds;
        var succeeded = rate >= Enough * _target;
        _rest = succeeded ? MinRest : (2 * _rest < MaxRest ? 2 * _rest : MaxRest);
        _notBefore = now + _rest;
        return succeeded ? _target : 0;
    }
}
