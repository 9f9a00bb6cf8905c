using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Api;

/// <summary>The names that stand beside a session; they do not change while it runs.</summary>
internal sealed record SessionNames(string Clinician, string Practice, string Patient)
{
    /// <summary>Keeps names out of logs and debuggers.</summary>
    public override string ToString() => nameof(SessionNames);
}

/// <summary>Makes the view of a session that a role may see.</summary>
internal sealed class SessionViews(IClusterClient grains, TimeProvider time)
{
    public async Task<SessionNames> NamesAsync(SessionSnapshot session)
    {
        var clinician = grains.GetGrain<IClinicianGrain>(session.ClinicianId).GetAsync();
        var practice = grains.GetGrain<IPracticeGrain>(session.PracticeId).GetAsync();
        var patient = grains.GetGrain<IPatientGrain>(session.PatientId).GetAsync();
        await Task.WhenAll(clinician, practice, patient);
        return new SessionNames((await clinician).DisplayName, (await practice).Name, (await patient).DisplayName);
    }

    public async Task<SessionView> ViewAsync(SessionSnapshot session, ParticipantRole role) =>
        View(session, await NamesAsync(session), role);

    public SessionView View(SessionSnapshot session, SessionNames names, ParticipantRole role)
    {
        var now = time.GetUtcNow();
        var view = new SessionView(
            session.SessionId,
            session.Version,
            session.Phase,
            session.ScheduledFor,
            session.LiveSince,
            session.EndedAt,
            now,
            ClockMs(session, now),
            session.PatientPresent,
            session.ClinicianPresent,
            session.Recording,
            session.EmotionAnalysis,
            role,
            names.Clinician,
            names.Practice,
            session.PlannedMinutes,
            session.Safety is not null)
        {
            PatientSends = SendingView.Of(session.PatientSends),
            ClinicianSends = SendingView.Of(session.ClinicianSends),
            Supervision = session.Consents.LastOrDefault(c => c.Kind == ConsentKind.Supervision)?.Decision == ConsentDecision.Granted,
        };
        return role == ParticipantRole.Patient
            ? view
            : view with
            {
                PatientId = session.PatientId,
                PatientName = names.Patient,
                PatientAway = session.PatientAway,
                Markers = session.Markers,
                Consents = session.Consents,
                Suggestions = session.Suggestions,
                Safety = session.Safety,
            };
    }

    /// <summary>The session clock: milliseconds since it went live, standing still after the end; null before.</summary>
    public static long? ClockMs(SessionSnapshot session, DateTimeOffset now) =>
        session.LiveSince is { } since
            ? (long)((session.Phase == SessionPhase.Ended ? session.EndedAt ?? now : now) - since).TotalMilliseconds
            : null;
}
