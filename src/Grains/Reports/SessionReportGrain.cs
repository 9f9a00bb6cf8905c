using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;
using PsyCare.Grains.Affect;

namespace PsyCare.Grains.Reports;

/// <summary>Makes a session's report from its affect track and keeps it.</summary>
public sealed class SessionReportGrain : Grain, ISessionReportGrain
{
    private readonly IPersistentState<SessionReportState> _report;
    private readonly IAffectTrackStore _tracks;
    private readonly IDataKeys _keys;
    private readonly InferencePool _pool;
    private readonly ILogger<SessionReportGrain> _log;
    private readonly WriteQueue _writes = new();

    /// <summary>Made by the host.</summary>
    public SessionReportGrain(
        [PersistentState("session-report", StreamNames.Storage)] IPersistentState<SessionReportState> report,
        IAffectTrackStore tracks,
        IDataKeys keys,
        InferencePool pool,
        ILogger<SessionReportGrain> log)
    {
        _report = report;
        _tracks = tracks;
        _keys = keys;
        _pool = pool;
        _log = log;
    }

    private string SessionId => this.GetPrimaryKeyString();

    private SessionReportState State => _report.State;

    /// <inheritdoc/>
    public async Task<SessionReportAnswer> GetAsync()
    {
        var session = await GrainFactory.GetGrain<ISessionGrain>(SessionId).GetAsync();
        if (session.Phase != SessionPhase.Ended)
            throw new RefusedException(Refusal.WrongPhase);
        if (Forbidden(session) is { } reason)
        {
            await ForgetAsync();
            return new SessionReportAnswer(reason, null);
        }

        try
        {
            // A track whose key was destroyed is erased, and so is what was made from it.
            await _keys.EnsureAsync(DataKeyId.Affect(SessionId), session.PatientId);
            return State.Report is { Summary.Algorithm: SessionReport.Algorithm } made
                ? new SessionReportAnswer(ReportState.Made, made)
                : await MakeAsync(session);
        }
        catch (KeyDestroyedException)
        {
            await EraseAsync();
            return new SessionReportAnswer(ReportState.Erased, null);
        }
    }

    /// <inheritdoc/>
    public Task EraseAsync() => _writes.RunAsync(async () =>
    {
        if (State is { Erased: true, Report: null })
            return;
        (State.Erased, State.Report) = (true, null);
        await _report.SaveAsync();
    });

    /// <summary>Why nothing may be summed up, if so. A withdrawal counts for what was read before it as well: a report is new processing.</summary>
    private ReportState? Forbidden(SessionSnapshot session)
    {
        if (State.Erased)
            return ReportState.Erased;
        var consents = session.Consents.Where(c => c.Kind == ConsentKind.EmotionAnalysis).ToList();
        if (session.LiveSince is null || consents.All(c => c.Decision != ConsentDecision.Granted))
            return ReportState.NotAnalysed;
        return consents[^1].Decision == ConsentDecision.Withdrawn ? ReportState.Withdrawn : null;
    }

    private async Task<SessionReportAnswer> MakeAsync(SessionSnapshot session)
    {
        if (await ReadTrackAsync() is not { } samples)
            return new SessionReportAnswer(ReportState.Unreadable, null);
        var durationMs = (long)(session.EndedAt!.Value - session.LiveSince!.Value).TotalMilliseconds;
        var report = await _pool.RunAsync(SessionId, () => SessionReport.Of(samples, durationMs));
        return await KeepAsync(session, report);
    }

    /// <summary>Stores the report, unless its track was erased while it was made.</summary>
    private async Task<SessionReportAnswer> KeepAsync(SessionSnapshot session, SessionReport report)
    {
        await _writes.RunAsync(async () =>
        {
            if (State.Erased)
                return;
            (State.PatientId, State.SessionId, State.Report) = (session.PatientId, SessionId, report);
            await _report.SaveAsync();
        });
        return State.Erased ? new SessionReportAnswer(ReportState.Erased, null) : new SessionReportAnswer(ReportState.Made, report);
    }

    /// <summary>The whole track; null where it does not open.</summary>
    private async Task<IReadOnlyList<AffectSample>?> ReadTrackAsync()
    {
        try
        {
            return await _tracks.ReadAsync(SessionId, CancellationToken.None);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or KeyDestroyedException))
        {
            _log.LogWarning("The affect track of session {SessionId} cannot be summed up: {Exception}", SessionId, e.GetType().Name);
            return null;
        }
    }

    private Task ForgetAsync() => _writes.RunAsync(async () =>
    {
        if (State.Report is null)
            return;
        State.Report = null;
        await _report.SaveAsync();
    });
}
