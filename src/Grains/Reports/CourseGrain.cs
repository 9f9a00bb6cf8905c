using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Reports;
using PsyCare.Domain.Sessions;

namespace PsyCare.Grains.Reports;

/// <summary>
/// Keeps the numbers of every ended session of a patient in one place, so that a course of years is one read. Sessions enter as they
/// end; one that a crash kept out enters when the course is next read.
/// </summary>
public sealed class CourseGrain : Grain, ICourseGrain
{
    private readonly IPersistentState<CourseState> _course;
    private readonly TimeProvider _clock;
    private readonly ILogger<CourseGrain> _log;

    /// <summary>Made by the host.</summary>
    public CourseGrain(
        [PersistentState("course", StreamNames.Storage)] IPersistentState<CourseState> course, TimeProvider clock, ILogger<CourseGrain> log)
    {
        _course = course;
        _clock = clock;
        _log = log;
    }

    private string PatientId => this.GetPrimaryKeyString();

    private List<CourseSession> Sessions => _course.State.Sessions;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CourseSession>> GetAsync()
    {
        var file = await GrainFactory.GetGrain<IPatientGrain>(PatientId).GetAsync();
        // Sessions that were erased.
        if (Sessions.RemoveAll(s => !file.SessionIds.Contains(s.SessionId)) > 0)
            await _course.SaveAsync();
        var known = Sessions.Where(IsCurrent).Select(s => s.SessionId).ToHashSet();
        var open = await EnterAsync(file.SessionIds.Where(id => !known.Contains(id)));
        return [.. Sessions.Concat(open).OrderBy(s => s.At)];
    }

    /// <inheritdoc/>
    public async Task RefreshAsync(string sessionId)
    {
        try
        {
            var file = await GrainFactory.GetGrain<IPatientGrain>(PatientId).GetAsync();
            if (file.SessionIds.Contains(sessionId))
                await EnterAsync([sessionId]);
            else if (Sessions.RemoveAll(s => s.SessionId == sessionId) > 0)
                await _course.SaveAsync();
        }
        catch (Exception e)
        {
            _log.LogWarning("The course could not take session {SessionId} over: {Exception}", sessionId, e.GetType().Name);
        }
    }

    private static bool IsCurrent(CourseSession session) => session.Summary is not { Algorithm: not SessionReport.Algorithm };

    /// <summary>Enters those sessions that have ended and whose numbers are final.</summary>
    /// <returns>The others.</returns>
    private async Task<List<CourseSession>> EnterAsync(IEnumerable<string> sessionIds)
    {
        var (entered, open) = (new List<CourseSession>(), new List<CourseSession>());
        foreach (var sessionId in sessionIds)
        {
            var session = await GrainFactory.GetGrain<ISessionGrain>(sessionId).GetAsync();
            var answer = session.Phase == SessionPhase.Ended
                ? await GrainFactory.GetGrain<ISessionReportGrain>(sessionId).GetAsync()
                : null;
            // A track that does not open now may open when its key or its disk is back.
            (answer is null or { State: ReportState.Unreadable } ? open : entered).Add(Entry(session, answer?.Report?.Summary));
        }

        if (entered.Count == 0)
            return open;
        Sessions.RemoveAll(s => entered.Any(e => e.SessionId == s.SessionId));
        Sessions.AddRange(entered);
        _course.State.PatientId = PatientId;
        await _course.SaveAsync();
        return open;
    }

    private CourseSession Entry(SessionSnapshot session, SessionSummary? summary) => new(
        session.SessionId,
        session.LiveSince ?? session.ScheduledFor ?? session.EndedAt ?? _clock.GetUtcNow(),
        Attendances.Of(session.Phase, session.ScheduledFor, session.LiveSince, _clock.GetUtcNow()),
        summary);
}
