using PsyCare.Domain.Media;

namespace PsyCare.Domain.Talk;

/// <summary>One uninterrupted time of one person speaking.</summary>
/// <param name="Speaker">Who.</param>
/// <param name="StartMs">Session clock, milliseconds.</param>
/// <param name="EndMs">Session clock, milliseconds; after <paramref name="StartMs"/>.</param>
public sealed record TalkTurn(ParticipantRole Speaker, long StartMs, long EndMs)
{
    /// <summary>Its length, milliseconds.</summary>
    public long DurationMs => EndMs - StartMs;
}

/// <summary>A stretch of the session clock during which it was known who speaks. Outside such stretches nothing is known: an honest gap.</summary>
/// <param name="FromMs">Session clock, milliseconds.</param>
/// <param name="ToMs">Session clock, milliseconds; not before <paramref name="FromMs"/>.</param>
public sealed record TalkSpan(long FromMs, long ToMs);

/// <summary>Who spoke when, from the loudness of each side (RFC 6464): no sound, no words.</summary>
/// <param name="Turns">By start; turns of the two may overlap.</param>
/// <param name="Observed">By start, without overlap.</param>
public sealed record TalkTrack(IReadOnlyList<TalkTurn> Turns, IReadOnlyList<TalkSpan> Observed)
{
    /// <summary>Nothing known.</summary>
    public static TalkTrack Empty { get; } = new([], []);

    /// <summary>This track and what came after it. Repeating it changes nothing: turns and spans are told apart by their start.</summary>
    public TalkTrack Append(TalkTrack next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var turns = Turns.Concat(next.Turns)
            .GroupBy(t => (t.Speaker, t.StartMs))
            .Select(g => g.MaxBy(t => t.EndMs)!)
            .OrderBy(t => t.StartMs);
        return new TalkTrack([.. turns], Join(Observed.Concat(next.Observed).OrderBy(s => s.FromMs)));
    }

    private static List<TalkSpan> Join(IEnumerable<TalkSpan> spans)
    {
        var joined = new List<TalkSpan>();
        foreach (var span in spans)
        {
            if (joined.Count > 0 && span.FromMs <= joined[^1].ToMs)
                joined[^1] = joined[^1] with { ToMs = Math.Max(joined[^1].ToMs, span.ToMs) };
            else
                joined.Add(span);
        }

        return joined;
    }
}
