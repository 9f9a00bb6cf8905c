using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Tests.Reports;

/// <summary>
/// The same numbers by other means: what every single millisecond of a session shows, in arrays, without a line of the product's code
/// but the reading's own fields. Slow and plain on purpose.
/// </summary>
internal sealed class NaiveReport
{
    private readonly double?[] _values;
    private readonly (long AtMs, double Value)[] _seen;
    private readonly string[] _reasons;

    public NaiveReport(IReadOnlyList<AffectSample> samples, int durationMs, Func<FaceReading, double?> value)
    {
        _values = new double?[durationMs];
        _reasons = new string[durationMs];
        Array.Fill(_reasons, "none");
        _seen = [.. from s in samples where s.Reading.NoReading is null && value(s.Reading) is not null select (s.AtMs, value(s.Reading)!.Value)];
        for (var i = 0; i < samples.Count; i++)
        {
            var end = i + 1 < samples.Count ? samples[i + 1].AtMs : durationMs;
            if (end - samples[i].AtMs > 1000)
                continue;
            for (var ms = samples[i].AtMs; ms < end; ms++)
            {
                _reasons[ms] = samples[i].Reading.NoReading?.ToString() ?? "read";
                _values[ms] = samples[i].Reading.NoReading is null ? value(samples[i].Reading) : null;
            }
        }

        Sorted = [.. from v in _values where v.HasValue select v.Value];
        Array.Sort(Sorted);
    }

    public double[] Sorted { get; }

    public double Mean => Sorted.Average();

    public long Milliseconds(string reason) => _reasons.Count(r => r == reason);

    public double ShareWithin(double from, double to) => (double)Sorted.Count(v => v >= from && v < to) / Sorted.Length;

    /// <summary>Lowest and highest of what holds in a stretch, and of what was seen in it and held for no time.</summary>
    public (double? Low, double? High) Extremes(long from, long to)
    {
        List<double?> all = [.. Slice(from, to).Distinct(), .. _seen.Where(s => s.AtMs >= from && s.AtMs < to).Select(s => (double?)s.Value)];
        return (all.Min(), all.Max());
    }

    /// <summary>Every stretch at or above <paramref name="on"/> until below <paramref name="off"/>, walked millisecond by millisecond.</summary>
    public IReadOnlyList<(long Onset, long End)> Episodes(double on, double off, long shortest)
    {
        var found = new List<(long, long)>();
        long? began = null;
        for (var ms = 0L; ms <= _values.Length; ms++)
        {
            var value = ms < _values.Length ? _values[ms] : null;
            if (began is { } onset && !(value >= off))
            {
                if (ms - onset >= shortest)
                    found.Add((onset, ms));
                began = null;
            }

            if (began is null && value >= on)
                began = ms;
        }

        return found;
    }

    public static Func<FaceReading, double?> Unit(ActionUnit unit) =>
        reading => reading.ActionUnits.Where(u => u.Unit == unit).Select(u => (double?)u.Intensity).SingleOrDefault();

    public static Func<FaceReading, double?> Emotion(Emotion emotion) =>
        reading => reading.Emotions.Where(e => e.Emotion == emotion).Select(e => (double)e.Confidence).SingleOrDefault();

    private double?[] Slice(long from, long to) => _values[(int)from..(int)Math.Min(to, _values.Length)];
}
