using PsyCare.Domain.Media;

namespace PsyCare.Domain.Talk;

/// <summary>
/// Makes turns out of short windows of sound that have speech in them or not. A pause of up to <see cref="MaxPauseMs"/> does not end a turn (people
/// breathe and think); a sound shorter than <see cref="MinTurnMs"/> is none (a click, a cough). Not for two callers at once.
/// </summary>
public sealed class TalkListener
{
    /// <summary>Longest pause within a turn, milliseconds.</summary>
    public const long MaxPauseMs = 1_000;

    /// <summary>Shortest turn, milliseconds.</summary>
    public const long MinTurnMs = 600;

    private readonly Dictionary<ParticipantRole, TalkTurn> _open = [];
    private readonly List<TalkTurn> _finished = [];
    private readonly Dictionary<ParticipantRole, long> _spoken = [];
    private readonly List<TalkSpan> _observed = [];
    private TalkSpan? _observing;
    private long _heardUntilMs;

    /// <summary>How long nobody had spoken when <see cref="Observe"/> was last called, milliseconds; 0 while somebody does or nothing is known.</summary>
    public long SilentForMs { get; private set; }

    /// <summary>How long someone has spoken in all, milliseconds, turns that are still open among it.</summary>
    public long SpokenMs(ParticipantRole who) =>
        _spoken.GetValueOrDefault(who) + (_open.TryGetValue(who, out var turn) && turn.DurationMs >= MinTurnMs ? turn.DurationMs : 0);

    /// <summary>The turn that is going on, or null.</summary>
    public TalkTurn? Speaking(ParticipantRole who) => _open.TryGetValue(who, out var turn) && turn.DurationMs >= MinTurnMs ? turn : null;

    /// <summary>A window of sound with speech in it; windows of one speaker come in order.</summary>
    public void Hear(ParticipantRole who, long fromMs, long toMs)
    {
        if (_open.TryGetValue(who, out var turn) && fromMs - turn.EndMs <= MaxPauseMs)
            _open[who] = turn with { EndMs = Math.Max(turn.EndMs, toMs) };
        else
        {
            Finish(who);
            _open[who] = new(who, fromMs, toMs);
        }

        if (_open[who].DurationMs >= MinTurnMs)
            _heardUntilMs = Math.Max(_heardUntilMs, toMs);
    }

    /// <summary>Sound is being listened to, up to now.</summary>
    public void Observe(long nowMs)
    {
        _observing = _observing is { } span ? span with { ToMs = Math.Max(span.ToMs, nowMs) } : new(nowMs, nowMs);
        foreach (var (who, turn) in _open.ToList())
        {
            if (nowMs - turn.EndMs > MaxPauseMs)
                Finish(who);
        }

        SilentForMs = Math.Max(0, nowMs - Math.Max(_heardUntilMs, _observing.FromMs));
        if (SilentForMs <= MaxPauseMs)
            SilentForMs = 0;
    }

    /// <summary>Nothing is listened to from now on, until <see cref="Observe"/> is called again.</summary>
    public void Pause()
    {
        foreach (var who in _open.Keys.ToList())
            Finish(who);
        if (_observing is { } span)
            _observed.Add(span);
        (_observing, SilentForMs) = (null, 0);
    }

    /// <summary>What was finished since the last call, and the observed time up to now.</summary>
    public TalkTrack Take()
    {
        TalkTrack track = new([.. _finished], _observing is { } span ? [.. _observed, span] : [.. _observed]);
        _finished.Clear();
        _observed.Clear();
        return track;
    }

    private void Finish(ParticipantRole who)
    {
        if (!_open.Remove(who, out var turn) || turn.DurationMs < MinTurnMs)
            return;
        _finished.Add(turn);
        _spoken[who] = _spoken.GetValueOrDefault(who) + turn.DurationMs;
    }
}
