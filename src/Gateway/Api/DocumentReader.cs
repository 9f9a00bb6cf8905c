using Orleans;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Reports;
using PsyCare.Gateway.Auth;
using PsyCare.Reports;

namespace PsyCare.Gateway.Api;

/// <summary>Puts together what a document shows.</summary>
internal sealed class DocumentReader(IClusterClient grains, TimeProvider time)
{
    /// <summary>One session that has ended, with its baseline. Refuses as the report does.</summary>
    public async Task<SessionDocument> SessionAsync(OwnSession own)
    {
        var snapshot = own.Snapshot;
        var answer = await grains.GetGrain<ISessionReportGrain>(snapshot.SessionId).GetAsync();
        var course = await grains.GetGrain<ICourseGrain>(snapshot.PatientId).GetAsync();
        var session = course.Single(s => s.SessionId == snapshot.SessionId);
        return await DocumentAsync(session, snapshot, answer.Report, Course.Baseline(course, session.At));
    }

    /// <summary>Some sessions of a course, in their order.</summary>
    public async Task<IReadOnlyList<SessionDocument>> SessionsAsync(IReadOnlyList<CourseSession> sessions) =>
        await Task.WhenAll(sessions.Select(async session =>
        {
            var snapshot = await grains.GetGrain<ISessionGrain>(session.SessionId).GetAsync();
            // A bundle holds numbers, not curves.
            var report = session.Summary is { } summary ? new SessionReport(summary, new Timeline(0, [], []), []) : null;
            return await DocumentAsync(session, snapshot, report, []);
        }));

    /// <summary>The heading of a session's document.</summary>
    public Task<Heading> HeadingAsync(SessionSnapshot session) => HeadingAsync(session.PatientId, session.ClinicianId);

    /// <summary>The heading of a patient's document.</summary>
    public async Task<Heading> HeadingAsync(string patientId, string clinicianId)
    {
        var patient = await grains.GetGrain<IPatientGrain>(patientId).GetAsync();
        var clinician = await grains.GetGrain<IClinicianGrain>(clinicianId).GetAsync();
        var practice = await grains.GetGrain<IPracticeGrain>(clinician.PracticeId).GetAsync();
        return new Heading(patientId, patient.DisplayName, clinicianId, clinician.DisplayName, practice.Name, time.GetUtcNow());
    }

    private async Task<SessionDocument> DocumentAsync(
        CourseSession session, SessionSnapshot snapshot, SessionReport? report, IReadOnlyList<ChannelBaseline> baseline)
    {
        var notes = await grains.GetGrain<INotesGrain>(session.SessionId).GetAsync(NoteKind.Record);
        var durationMs = snapshot is { LiveSince: { } began, EndedAt: { } ended } ? (long)(ended - began).TotalMilliseconds : 0;
        return new SessionDocument(
            session, durationMs, report, baseline, snapshot.Markers,
            [.. notes.Select(n => new DocumentNote(n.Id, n.AtMs, TextOf(n), n.UpdatedAt))], snapshot.Consents);
    }

    /// <summary>The words of a note, and what was added after it was signed.</summary>
    private static string TextOf(Note note) => string.Join("\n\n", note.PlainTexts());
}
