using Orleans;
using PsyCare.Domain.Supervision;

namespace PsyCare.Contracts.Supervision;

/// <summary>A supervisor's figures over the therapists assigned to them. Key: the supervisor's member id.</summary>
public interface ISupervisionGrain : IGrainWithStringKey
{
    /// <summary>
    /// The figures of a closed month; made at the first call, of the therapists assigned at that moment, and the same ever after. Refuses with
    /// Invalid where it is no month and WrongPhase where it is not closed yet.
    /// </summary>
    Task<GroupMonth> GetMonthAsync(string practiceId, string month);
}

/// <summary>A therapist's sessions of a month, for a supervisor's figures. Key: <see cref="MonthFiguresKey"/>.</summary>
public interface IMonthFiguresGrain : IGrainWithStringKey
{
    /// <summary>Enters a session, or what has changed of it; without effect once the month is claimed. May be repeated.</summary>
    Task RecordAsync(SessionFigures session);

    /// <summary>Gives the sessions to a supervisor's figures, and to no other. May be repeated.</summary>
    Task<IReadOnlyList<SessionFigures>> ClaimAsync(string supervisorId);
}

/// <summary>The key of a therapist's month.</summary>
public static class MonthFiguresKey
{
    /// <summary>E.g. <c>ID-2026-11</c>.</summary>
    public static string Of(string therapistId, string month) => $"{therapistId}-{month}";
}

/// <summary>Finds out what counts of a session, and enters it in its month. Key: session id. Keeps nothing itself.</summary>
public interface ISessionFiguresGrain : IGrainWithStringKey
{
    /// <summary>The session has been created or has ended, or a note was signed. Grains call it without waiting. May be repeated.</summary>
    Task RefreshAsync();
}
