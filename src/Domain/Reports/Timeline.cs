namespace PsyCare.Domain.Reports;

/// <summary>One channel in equal steps of time. Null where a step holds no reading.</summary>
/// <param name="Channel"><see cref="Channel.Key"/>.</param>
/// <param name="Low">Lowest reading of each step.</param>
/// <param name="Mean">Mean over the time that was read in each step.</param>
/// <param name="High">Highest reading of each step.</param>
public sealed record TimelineCurve(string Channel, IReadOnlyList<float?> Low, IReadOnlyList<float?> Mean, IReadOnlyList<float?> High);

/// <summary>A track thinned out for a chart: no minimum, maximum or gap is lost, and nothing is drawn where nothing was read.</summary>
/// <param name="StepMs">Length of a step, milliseconds.</param>
/// <param name="Curves">Those channels that have any reading.</param>
/// <param name="Gaps">Every stretch without a reading, to the millisecond.</param>
public sealed record Timeline(long StepMs, IReadOnlyList<TimelineCurve> Curves, IReadOnlyList<Gap> Gaps)
{
    /// <summary>Most steps: more than a chart on a laptop has pixels to show apart.</summary>
    public const int MaxSteps = 600;

    private const long FinestStepMs = 1000;
    private const int Decimals = 3;

    /// <summary>Thins a track out.</summary>
    public static Timeline Of(Track track)
    {
        ArgumentNullException.ThrowIfNull(track);
        var step = Math.Max(FinestStepMs, (track.DurationMs + MaxSteps - 1) / MaxSteps);
        var curves = Reports.Channel.All.Select(c => CurveOf(c, track, step)).OfType<TimelineCurve>();
        return new Timeline(step, [.. curves], track.Gaps);
    }

    private static TimelineCurve? CurveOf(Channel channel, Track track, long step)
    {
        var steps = (int)((track.DurationMs + step - 1) / step);
        var cells = new Cell[steps];
        var any = false;
        foreach (var moment in track.Moments)
        {
            if (channel.ValueIn(moment.Reading) is not { } value)
                continue;
            any = true;
            // The sample's own step sees it even if it holds for no time; later steps see what still holds.
            for (var at = moment.AtMs / step; at < steps && (at == moment.AtMs / step || at * step < moment.EndMs); at++)
                cells[at].Add(value, Math.Min(moment.EndMs, (at + 1) * step) - Math.Max(moment.AtMs, at * step));
        }

        return any
            ? new TimelineCurve(channel.Key, [.. cells.Select(c => c.Low)], [.. cells.Select(c => c.Mean)], [.. cells.Select(c => c.High)])
            : null;
    }

    /// <summary>What one step has seen.</summary>
    private struct Cell
    {
        private int _count;
        private float _low;
        private float _high;
        private double _sum;
        private long _weight;
        private double _plainSum;

        public readonly float? Low => _count == 0 ? null : Rounded(_low);

        public readonly float? High => _count == 0 ? null : Rounded(_high);

        public readonly float? Mean => _count == 0 ? null : Rounded((float)(_weight > 0 ? _sum / _weight : _plainSum / _count));

        public void Add(float value, long weight)
        {
            (_low, _high) = _count == 0 ? (value, value) : (Math.Min(_low, value), Math.Max(_high, value));
            _count++;
            _plainSum += value;
            _sum += (double)value * weight;
            _weight += weight;
        }

        private static float Rounded(float value) => MathF.Round(value, Decimals);
    }
}
