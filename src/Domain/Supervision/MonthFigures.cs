using System.Text.Json.Serialization;

namespace PsyCare.Domain.Supervision;

/// <summary>
/// One therapist's sessions of one month. They go into one group's figures, once: whoever claims them first has them, and from then on nothing
/// changes. So no two published figures ever overlap, whatever is assigned, signed or looked at later.
/// </summary>
public sealed class MonthFigures
{
    /// <summary>By session.</summary>
    [JsonInclude]
    public IReadOnlyList<SessionFigures> Sessions { get; private set; } = [];

    /// <summary>The supervisor in whose figures they are; null while the month is open.</summary>
    [JsonInclude]
    public string? ClaimedBy { get; private set; }

    /// <summary>Enters a session, or what has changed of it.</summary>
    /// <returns>True when that changed something.</returns>
    public bool Record(SessionFigures session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (ClaimedBy is not null || Sessions.Contains(session))
            return false;
        Sessions = [.. Sessions.Where(s => s.SessionId != session.SessionId), session];
        return true;
    }

    /// <summary>Gives the sessions to a supervisor's figures; nothing to any other. May be repeated.</summary>
    public IReadOnlyList<SessionFigures> Claim(string supervisorId)
    {
        ClaimedBy ??= supervisorId;
        if (ClaimedBy != supervisorId)
            return [];
        return [.. Sessions.Select(s => s.Outcome == SessionOutcome.Planned ? s with { Outcome = SessionOutcome.NoShow } : s)];
    }
}
