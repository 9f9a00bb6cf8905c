using System.Runtime.CompilerServices;

namespace PsyCare.Rtc.Rtp;

/// <summary>Bits per second over the last four seconds, in which a keyframe does not weigh much.</summary>
internal struct RateMeter
{
    private const int Steps = 8;
    private const long TicksPerStep = TimeSpan.TicksPerSecond / 2;
    private const double LeastSeconds = 0.25;

    private StepBytes _bytes;
    private long _step;
    private TimeSpan? _startedAt;

    /// <summary>Counts bytes.</summary>
    internal void Add(int bytes, TimeSpan now)
    {
        if (_startedAt is null)
        {
            (_startedAt, _step) = (now, now.Ticks / TicksPerStep);
        }

        Advance(now);
        _bytes[(int)(_step % Steps)] += bytes;
    }

    /// <summary>The rate; after less time that of the time so far.</summary>
    internal double BitsPerSecond(TimeSpan now)
    {
        if (_startedAt is not { } startedAt)
        {
            return 0;
        }

        Advance(now);
        long sum = 0;
        foreach (var bytes in _bytes)
        {
            sum += bytes;
        }

        var covered = ((Steps - 1) * TicksPerStep) + (now.Ticks % TicksPerStep);
        var seconds = Math.Min((now - startedAt).Ticks, covered) / (double)TimeSpan.TicksPerSecond;
        return sum * 8 / Math.Max(LeastSeconds, seconds);
    }

    private void Advance(TimeSpan now)
    {
        var step = Math.Max(_step, now.Ticks / TicksPerStep);
        if (step - _step >= Steps)
        {
            _bytes = default;
        }
        else
        {
            for (var passed = _step + 1; passed <= step; passed++)
            {
                _bytes[(int)(passed % Steps)] = 0;
            }
        }

        _step = step;
    }

    [InlineArray(Steps)]
    private struct StepBytes
    {
        private int _first;
    }
}
