namespace PsyCare.Domain.Rights;

/// <summary>A part of a recording that the therapist shares with one supervisor for a while.</summary>
/// <param name="Id">Made by the client, so that a repeated request changes nothing.</param>
/// <param name="FromMs">Session clock of its beginning, milliseconds.</param>
/// <param name="ToMs">Session clock of its end, milliseconds.</param>
/// <param name="SupervisorId">With whom.</param>
/// <param name="Reason">Why; clinical content.</param>
/// <param name="SharedAt">When it was shared.</param>
/// <param name="ExpiresAt">When it closes by itself.</param>
/// <param name="RevokedAt">When the therapist took it back, or null.</param>
public sealed record Clip(
    string Id, long FromMs, long ToMs, string SupervisorId, string Reason, DateTimeOffset SharedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt = null)
{
    /// <summary>Longest clip, milliseconds: a part of a session, never the session.</summary>
    public const long MaxLengthMs = 20 * 60 * 1000;

    /// <summary>Longest reason, characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>For how long a clip can be shared at most.</summary>
    public static TimeSpan MaxOpen { get; } = TimeSpan.FromDays(30);

    /// <summary>Whether it can be watched now, as far as the clip itself goes.</summary>
    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}
