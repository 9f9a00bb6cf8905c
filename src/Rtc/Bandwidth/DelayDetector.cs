namespace PsyCare.Rtc.Bandwidth;

/// <summary>What the delays of packets say of the network.</summary>
internal enum NetworkUse
{
    /// <summary>Queues neither grow nor shrink.</summary>
    Normal,

    /// <summary>Queues grow: more is sent than the network carries.</summary>
    Over,

    /// <summary>Queues shrink.</summary>
    Under,
}

/// <summary>
/// Watches whether packets take longer and longer: the arrival-time model of draft-ietf-rmcat-gcc-02 sections 5.1-5.4, the gradient of the
/// delay by least squares over the last groups of packets instead of a Kalman filter, the threshold adapted as there.
/// </summary>
internal sealed class DelayDetector
{
    private const int Groups = 20;
    private const double BurstMs = 5; // packets sent within this time are one group (section 5.2)
    private const double Gain = 4; // scales the gradient to the threshold's milliseconds
    private const double ThresholdUp = 0.01; // K_u (section 5.4)
    private const double ThresholdDown = 0.00018; // K_d
    private const double MinThreshold = 6;
    private const double MaxThreshold = 600;
    private const double MaxDeviation = 15;
    private const double OveruseMs = 10;
    private const double Smoothing = 0.9;

    private readonly (double AtMs, double DelayMs)[] _points = new (double, double)[Groups];
    private int _count;
    private (double SentMs, double LastSentMs, double ArrivalMs)? _group;
    private (double LastSentMs, double ArrivalMs)? _previous;
    private double _firstMs;
    private double _delayMs;
    private double _smoothedMs;
    private double _threshold = 12.5;
    private double _updatedMs;
    private double _overuseSinceMs = -1;
    private double _previousTrend;

    /// <summary>What the packets so far say.</summary>
    internal NetworkUse Use { get; private set; }

    /// <summary>Takes a packet that came, in the order of sending.</summary>
    internal void OnPacket(TimeSpan sentAt, TimeSpan arrival)
    {
        var (sentMs, arrivalMs) = (sentAt.TotalMilliseconds, arrival.TotalMilliseconds);
        if (_group is not { } group)
        {
            (_group, _firstMs, _updatedMs) = ((sentMs, sentMs, arrivalMs), arrivalMs, arrivalMs);
            return;
        }

        if (sentMs - group.SentMs <= BurstMs)
        {
            _group = group with { LastSentMs = sentMs, ArrivalMs = Math.Max(group.ArrivalMs, arrivalMs) };
            return;
        }

        if (_previous is { } previous)
        {
            OnGroup(group.ArrivalMs - previous.ArrivalMs - (group.LastSentMs - previous.LastSentMs), group.ArrivalMs);
        }

        _previous = (group.LastSentMs, group.ArrivalMs);
        _group = (sentMs, sentMs, arrivalMs);
    }

    private void OnGroup(double variationMs, double arrivalMs)
    {
        _delayMs += variationMs;
        _smoothedMs = (Smoothing * _smoothedMs) + ((1 - Smoothing) * _delayMs);
        _points[_count++ % Groups] = (arrivalMs - _firstMs, _smoothedMs);
        if (_count >= Groups)
        {
            Judge(Slope() * Groups * Gain, arrivalMs);
        }
    }

    private void Judge(double trend, double arrivalMs)
    {
        if (trend > _threshold)
        {
            _overuseSinceMs = _overuseSinceMs < 0 ? arrivalMs : _overuseSinceMs;
            if (arrivalMs - _overuseSinceMs >= OveruseMs && trend >= _previousTrend)
            {
                Use = NetworkUse.Over;
            }
        }
        else
        {
            _overuseSinceMs = -1;
            Use = trend < -_threshold ? NetworkUse.Under : NetworkUse.Normal;
        }

        _previousTrend = trend;
        Adapt(Math.Abs(trend), arrivalMs);
    }

    /// <summary>The threshold follows what is usual here, so that other traffic does not starve us; a spike does not move it.</summary>
    private void Adapt(double trend, double arrivalMs)
    {
        var passed = Math.Clamp(arrivalMs - _updatedMs, 0, 100);
        _updatedMs = arrivalMs;
        if (trend <= _threshold + MaxDeviation)
        {
            var rate = trend > _threshold ? ThresholdUp : ThresholdDown;
            _threshold = Math.Clamp(_threshold + (rate * (trend - _threshold) * passed), MinThreshold, MaxThreshold);
        }
    }

    /// <summary>Gradient of the delay over time by least squares, without a unit.</summary>
    private double Slope()
    {
        var (meanAt, meanDelay) = (0.0, 0.0);
        foreach (var (atMs, delayMs) in _points)
        {
            (meanAt, meanDelay) = (meanAt + (atMs / Groups), meanDelay + (delayMs / Groups));
        }

        var (numerator, denominator) = (0.0, 0.0);
        foreach (var (atMs, delayMs) in _points)
        {
            numerator += (atMs - meanAt) * (delayMs - meanDelay);
            denominator += (atMs - meanAt) * (atMs - meanAt);
        }

        return denominator > 0 ? numerator / denominator : 0;
    }
}
