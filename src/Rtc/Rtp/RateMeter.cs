using System.Runtime.CompilerServices;

namespace PsyCare.Rtc.Rtp;

/// <summary>Bits per second over the last so much of time.</summary>
internal struct RateMeter(TimeSpan window)
{
    private const int Steps = 8;
    private const double LeastSeconds = 0.25;

    private readonly long _ticksPerStep = window.Ticks / Steps;
    private StepBytes _bytes;
    private long _step;
    private TimeSpan? _startedAt;

    /// <summary>Counts bytes.</summary>
    internal void Add(int bytes, TimeSpan now)
    {
        if (_startedAt is null)
        {
            (_startedAt, _step) = (now, now.Ticks / _ticksPerStep);
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

        var covered = ((Steps - 1) * _ticksPerStep) + (now.Ticks % _ticksPerStep);
        var seconds = Math.Min((now - startedAt).Ticks, covered) / (double)TimeSpan.TicksPerSecond;
        return sum * 8 / Math.Max(LeastSeconds, seconds);
    }

    private void Advance(TimeSpan now)
    {
        var step = Math.Max(_step, now.Ticks / _ticksPerStep);
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
