using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Reports;

namespace PsyCare.Contracts.Reports;

/// <summary>
/// The numbers and curves of one session, made once it has ended and kept. Key: session id. What may not be summed up any more (consent
/// taken back, track erased) is removed the next time anybody asks.
/// </summary>
public interface ISessionReportGrain : IGrainWithStringKey
{
    /// <summary>
    /// The report, made now where there is none yet or where an older version of the rules made it. Refuses with NotFound where there is
    /// no such session and with WrongPhase before its end.
    /// </summary>
    Task<SessionReportAnswer> GetAsync();

    /// <summary>
    /// The affect track was erased, or has come to an end of its retention: so does all that was made from it. May be repeated. Answers also while
    /// a report waits for the session, which may be the one that erases.
    /// </summary>
    [AlwaysInterleave]
    Task EraseAsync();
}

/// <summary>Why a session has numbers, or none.</summary>
public enum ReportState
{
    /// <summary>There is a report.</summary>
    Made = 1,

    /// <summary>The patient never agreed to emotion analysis, or it was not allowed: nothing was read.</summary>
    NotAnalysed = 2,

    /// <summary>The patient has taken consent to emotion analysis back: nothing is summed up.</summary>
    Withdrawn = 3,

    /// <summary>What was read has been erased.</summary>
    Erased = 4,

    /// <summary>What was read cannot be opened: it was altered or its key is missing.</summary>
    Unreadable = 5,
}

/// <summary>A session's report, or why there is none.</summary>
/// <param name="State">Which of the two.</param>
/// <param name="Report">Null unless <see cref="ReportState.Made"/>. Clinical content.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.report.session")]
public sealed record SessionReportAnswer([property: Id(0)] ReportState State, [property: Id(1)] SessionReport? Report);
