using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Reports;

/// <summary>A stretch of a session without a reading.</summary>
/// <param name="FromMs">Session clock, milliseconds.</param>
/// <param name="ToMs">Session clock, milliseconds; later than <paramref name="FromMs"/>.</param>
/// <param name="Reason">Why; null where no sample came at all.</param>
public sealed record Gap(long FromMs, long ToMs, NoReadingReason? Reason);

/// <summary>A sample and how long it holds: until the next one.</summary>
/// <param name="AtMs">Session clock, milliseconds.</param>
/// <param name="HoldMs">Milliseconds; 0 where the next sample came too late to know.</param>
/// <param name="Reading">What the face showed, or why there is no reading.</param>
public readonly record struct Moment(long AtMs, long HoldMs, FaceReading Reading)
{
    /// <summary>Session clock at which it ends.</summary>
    public long EndMs => AtMs + HoldMs;
}

/// <summary>
/// An affect track on the session clock: samples in order, each holding until the next. A silence of more than
/// <see cref="StaleAfterMs"/> is a gap from the last sample on, as it is live. Moments and gaps without a sample fill the whole session.
/// </summary>
public sealed class Track
{
    /// <summary>Without a sample for this long there is no reading, whatever the last one said.</summary>
    public const long StaleAfterMs = 1000;

    private Track(long durationMs, IReadOnlyList<Moment> moments, IReadOnlyList<Gap> gaps) =>
        (DurationMs, Moments, Gaps) = (durationMs, moments, gaps);

    /// <summary>Length of the session, milliseconds.</summary>
    public long DurationMs { get; }

    /// <summary>Samples by time.</summary>
    public IReadOnlyList<Moment> Moments { get; }

    /// <summary>Every stretch without a reading, by time; neighbours with the same reason are one.</summary>
    public IReadOnlyList<Gap> Gaps { get; }

    /// <summary>Time with a reading, milliseconds.</summary>
    public long ReadMs => Moments.Where(m => m.Reading.NoReading is null).Sum(m => m.HoldMs);

    /// <summary>Lays samples on the session clock; those outside the session are left out.</summary>
    public static Track Of(IReadOnlyList<AffectSample> samples, long durationMs)
    {
        ArgumentNullException.ThrowIfNull(samples);
        // Frames carry their arrival, reports of silence the moment they are made: the two may overtake each other.
        var ordered = samples.Where(s => s.AtMs >= 0 && s.AtMs < durationMs).OrderBy(s => s.AtMs).ThenBy(s => s.Sequence).ToList();
        var moments = new List<Moment>(ordered.Count);
        var gaps = new List<Gap>();
        Enter(gaps, 0, ordered.Count == 0 ? durationMs : ordered[0].AtMs, null);
        for (var i = 0; i < ordered.Count; i++)
        {
            var at = ordered[i].AtMs;
            var next = i + 1 < ordered.Count ? ordered[i + 1].AtMs : durationMs;
            var holds = next - at <= StaleAfterMs ? next - at : 0;
            moments.Add(new Moment(at, holds, ordered[i].Reading));
            if (holds == 0)
                Enter(gaps, at, next, null);
            else if (ordered[i].Reading.NoReading is { } reason)
                Enter(gaps, at, next, reason);
        }

        return new Track(durationMs, moments, gaps);
    }

    private static void Enter(List<Gap> gaps, long from, long to, NoReadingReason? reason)
    {
        if (to <= from)
            return;
        if (gaps is [.., var last] && last.Reason == reason && last.ToMs == from)
            gaps[^1] = last with { ToMs = to };
        else
            gaps.Add(new Gap(from, to, reason));
    }
}
