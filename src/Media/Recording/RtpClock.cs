namespace PsyCare.Media.Recording;

/// <summary>
/// Places RTP timestamps of one stream on the session clock. The packet with the least delay tells where RTP time stands
/// (a minimum filter over the last 10-20 s); the placement follows slowly, so that drift between the two clocks is tracked
/// while jitter is not heard. Audio and video of a participant share the network path and so stay in sync.
/// </summary>
internal sealed class RtpClock(int clockRate)
{
    private const double BucketMs = 10_000;
    private const double SettlingMs = 3_000;
    private const double JumpMs = 500;
    private const double MaxSlew = 0.005;

    private uint? _ssrc;
    private double _firstArrivalMs;
    private double _bucketStartMs;
    private double _currentMinimum;
    private double _previousMinimum;
    private double _offset;
    private double _lastRtpMs;

    /// <summary>Session time of a timestamp, milliseconds.</summary>
    /// <param name="ssrc">The source; a new one starts over.</param>
    /// <param name="timestamp">RTP timestamp that does not wrap.</param>
    /// <param name="arrivalMs">Session time at which it came.</param>
    internal double ToSessionMs(uint ssrc, long timestamp, double arrivalMs)
    {
        var rtpMs = timestamp * 1000.0 / clockRate;
        if (ssrc != _ssrc)
            Start(ssrc, arrivalMs - rtpMs, arrivalMs);
        Observe(arrivalMs - rtpMs, arrivalMs);
        Follow(rtpMs, arrivalMs);
        return rtpMs + _offset;
    }

    private void Start(uint ssrc, double delay, double arrivalMs)
    {
        _ssrc = ssrc;
        _currentMinimum = _previousMinimum = _offset = delay;
        _firstArrivalMs = _bucketStartMs = arrivalMs;
    }

    private void Observe(double delay, double arrivalMs)
    {
        if (arrivalMs - _bucketStartMs >= BucketMs)
        {
            _previousMinimum = _currentMinimum;
            _currentMinimum = delay;
            _bucketStartMs = arrivalMs;
        }

        _currentMinimum = Math.Min(_currentMinimum, delay);
    }

    private void Follow(double rtpMs, double arrivalMs)
    {
        var error = Math.Min(_currentMinimum, _previousMinimum) - _offset;
        var settling = arrivalMs - _firstArrivalMs < SettlingMs;
        if (settling || error < -JumpMs)
            _offset += error;
        else if (_currentMinimum - _offset > JumpMs)
            Rebase(); // the source stood still or started over: nothing recent fits the old placement
        else
            _offset += Math.Clamp(error, -Slew(rtpMs), Slew(rtpMs));
        _lastRtpMs = rtpMs;
    }

    private void Rebase() => _offset = _previousMinimum = _currentMinimum;

    private double Slew(double rtpMs) => Math.Max(0, rtpMs - _lastRtpMs) * MaxSlew;
}
