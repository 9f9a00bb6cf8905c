using PsyCare.Domain.Sessions;

namespace PsyCare.Domain.Reports;

/// <summary>Whether a session took place.</summary>
public enum Attendance
{
    /// <summary>Both were there: the session went live.</summary>
    Held = 1,

    /// <summary>It ended, or its planned day passed, without going live.</summary>
    NotHeld = 2,

    /// <summary>It may still take place, or is going on.</summary>
    Open = 3,
}

/// <summary>Tells attendance from a session's life.</summary>
public static class Attendances
{
    private static readonly TimeSpan PassedAfter = TimeSpan.FromHours(24);

    /// <summary>Whether a session took place, as far as is known at <paramref name="now"/>.</summary>
    public static Attendance Of(SessionPhase phase, DateTimeOffset? scheduledFor, DateTimeOffset? liveSince, DateTimeOffset now)
    {
        if (phase == SessionPhase.Ended)
            return liveSince is null ? Attendance.NotHeld : Attendance.Held;
        var passed = liveSince is null && scheduledFor is { } planned && now - planned > PassedAfter;
        return passed ? Attendance.NotHeld : Attendance.Open;
    }
}
