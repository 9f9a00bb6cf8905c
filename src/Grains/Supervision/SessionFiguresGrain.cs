using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Supervision;

namespace PsyCare.Grains.Supervision;

/// <summary>Asks session, notes and report what counts, and enters it in the therapist's month.</summary>
public sealed class SessionFiguresGrain(ILogger<SessionFiguresGrain> log) : Grain, ISessionFiguresGrain
{
    private const double Good = 0.8;
    private const double Fair = 0.5;

    /// <inheritdoc/>
    public async Task RefreshAsync()
    {
        try
        {
            var session = await GrainFactory.GetGrain<ISessionGrain>(this.GetPrimaryKeyString()).GetAsync();
            // The planned time never changes, so a session stays in its month.
            if ((session.ScheduledFor ?? session.LiveSince) is not { } at)
                return;
            var key = MonthFiguresKey.Of(session.ClinicianId, Months.Of(at));
            await GrainFactory.GetGrain<IMonthFiguresGrain>(key).RecordAsync(await FiguresAsync(session));
        }
        catch (Exception e)
        {
            // The next change of the session makes up for it.
            log.LogWarning("The figures of session {Session} could not be entered: {Exception}", this.GetPrimaryKeyString(), e.GetType().Name);
        }
    }

    private async Task<SessionFigures> FiguresAsync(SessionSnapshot session)
    {
        var outcome = OutcomeOf(session);
        var held = outcome == SessionOutcome.Held;
        var analysis = held && WasGranted(session, ConsentKind.EmotionAnalysis);
        return new SessionFigures(
            session.SessionId, session.PatientId, outcome, held && WasGranted(session, ConsentKind.Recording), analysis,
            analysis ? await ReadingAsync() : ReadingQuality.Unknown,
            held ? await NotesAsync(session.EndedAt!.Value) : NoteTiming.NotSigned);
    }

    private static SessionOutcome OutcomeOf(SessionSnapshot session) => session switch
    {
        { Phase: not SessionPhase.Ended } => SessionOutcome.Planned,
        { LiveSince: not null } => SessionOutcome.Held,
        _ => session.EndedAt < session.ScheduledFor ? SessionOutcome.Cancelled : SessionOutcome.NoShow,
    };

    private static bool WasGranted(SessionSnapshot session, ConsentKind kind) =>
        session.Consents.Any(c => c.Kind == kind && c.Decision == ConsentDecision.Granted);

    private async Task<ReadingQuality> ReadingAsync()
    {
        var report = (await GrainFactory.GetGrain<ISessionReportGrain>(this.GetPrimaryKeyString()).GetAsync()).Report;
        return report?.Summary is not { DurationMs: > 0 } summary
            ? ReadingQuality.Unknown
            : ((double)summary.ReadMs / summary.DurationMs) switch
            {
                >= Good => ReadingQuality.Good,
                >= Fair => ReadingQuality.Fair,
                _ => ReadingQuality.Poor,
            };
    }

    private async Task<NoteTiming> NotesAsync(DateTimeOffset endedAt)
    {
        var notes = await GrainFactory.GetGrain<INotesGrain>(this.GetPrimaryKeyString()).GetAsync(NoteKind.Record);
        return (notes.Min(n => n.SignedAt) - endedAt) switch
        {
            null => NoteTiming.NotSigned,
            { TotalDays: <= 1 } => NoteTiming.WithinDay,
            { TotalDays: <= 3 } => NoteTiming.WithinThreeDays,
            _ => NoteTiming.Later,
        };
    }
}
