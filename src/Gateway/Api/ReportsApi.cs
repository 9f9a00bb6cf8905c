using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Contracts.Talk;
using PsyCare.Contracts.Workspaces;
using PsyCare.Domain;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Reports;
using PsyCare.Domain.Talk;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;

namespace PsyCare.Gateway.Api;

/// <summary>Reports of one session and of a course. Every read leaves an access record.</summary>
internal static class ReportsApi
{
    private const int MaxHits = 100;

    public static void MapReportsApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sessions/{sessionId}/report", GetSessionAsync).Clinical("report").RequireAuthorization(Policies.Therapist).WithTags("Reports")
            .Produces<SessionReportView>()
            .Describe("getSessionReport", "A session in numbers and curves, beside what is usual for this patient.",
                ProblemKind.NotFound, ProblemKind.WrongPhase);
        var course = app.MapGroup("/api/patients/{patientId}").RequireAuthorization(Policies.Therapist).WithTags("Reports");
        course.MapGet("/course", GetCourseAsync).Clinical("course")
            .Produces<CourseView>()
            .Describe("getCourse", "All sessions of a period in numbers, with trends.", ProblemKind.NotFound);
        course.MapGet("/course/markers", GetMarkersAsync).Clinical("course")
            .Produces<CourseMarkersView>()
            .Describe("getCourseMarkers", "The markers of every session of a period.", ProblemKind.NotFound);
        course.MapPost("/notes/search", SearchAsync).Clinical("notes")
            .Produces<NoteSearchView>()
            .Describe("searchNotes", "Notes that hold all words of a query.", ProblemKind.NotFound, ProblemKind.Invalid);
    }

    private static async Task<IResult> GetSessionAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses, SessionViews views, IClusterClient grains)
    {
        var own = await access.OpenAsync(user, sessionId);
        await accesses.RecordAsync(sessionId, user.ActorId(), "report");
        var session = own.Snapshot;
        var answer = await grains.GetGrain<ISessionReportGrain>(sessionId).GetAsync();
        var recording = grains.GetGrain<IRecordingGrain>(sessionId).GetAsync();
        var course = await grains.GetGrain<ICourseGrain>(session.PatientId).GetAsync();
        return TypedResults.Ok(new SessionReportView(
            sessionId,
            session.PatientId,
            (await views.NamesAsync(session)).Patient,
            session.LiveSince,
            DurationMs(session),
            answer.State,
            (await recording).Segments.Count > 0,
            answer.Report,
            session.LiveSince is { } began ? Course.Baseline(course, began) : [],
            session.Markers,
            await grains.GetGrain<INotesGrain>(sessionId).GetAsync(NoteKind.Record),
            answer.State == ReportState.Made ? await TalkAsync(grains, sessionId) : null));
    }

    private static async Task<TalkTrack?> TalkAsync(IClusterClient grains, string sessionId)
    {
        var talk = await grains.GetGrain<ITalkGrain>(sessionId).GetAsync();
        return talk.Observed.Count == 0 ? null : talk;
    }

    private static async Task<IResult> GetCourseAsync(
        string patientId, DateTimeOffset? from, DateTimeOffset? to, ClaimsPrincipal user, SessionAccess access, CourseReader reader)
    {
        var (_, file) = await access.OpenPatientAsync(user, patientId);
        var sessions = await reader.SessionsAsync(patientId, new Period(from, to), user.ActorId());
        return TypedResults.Ok(CourseView.Of(patientId, file.DisplayName, sessions));
    }

    private static async Task<IResult> GetMarkersAsync(
        string patientId, DateTimeOffset? from, DateTimeOffset? to, ClaimsPrincipal user, SessionAccess access, CourseReader reader,
        IClusterClient grains)
    {
        await access.OpenPatientAsync(user, patientId);
        var sessions = await reader.SessionsAsync(patientId, new Period(from, to), user.ActorId());
        var workspace = await grains.GetGrain<IWorkspaceGrain>(user.ClinicianId()!).GetAsync();
        var markers = await reader.EachAsync(sessions, async s => (await s.GetAsync()).Markers);
        return TypedResults.Ok(new CourseMarkersView(
            workspace.MarkerCategories,
            [.. markers.Where(m => m.Content.Count > 0).Select(m => new SessionMarkersView(m.Session.SessionId, m.Session.At, m.Content))]));
    }

    private static async Task<IResult> SearchAsync(
        string patientId, NoteSearchRequest request, ClaimsPrincipal user, SessionAccess access, CourseReader reader, AccessLog accesses,
        IClusterClient grains)
    {
        await access.OpenPatientAsync(user, patientId);
        var search = NoteSearch.For(request.Query) ?? throw new RefusedException(Refusal.Invalid);
        var sessions = await reader.SessionsAsync(patientId, new Period(request.From, request.To), user.ActorId());
        var notes = await reader.EachAsync(sessions, s => grains.GetGrain<INotesGrain>(s.GetPrimaryKeyString()).GetAsync(NoteKind.Record));
        var hits = notes.Reverse()
            .SelectMany(n => n.Content.Select(note => (n.Session, Note: note, Excerpt: search.Find(note))))
            .Where(h => h.Excerpt is not null).ToList();
        var shown = hits.Take(MaxHits).ToList();
        foreach (var sessionId in shown.Select(h => h.Session.SessionId).Distinct())
            await accesses.RecordAsync(sessionId, user.ActorId(), "notes");
        return TypedResults.Ok(new NoteSearchView(
            hits.Count, [.. shown.Select(h => new NoteHitView(h.Session.SessionId, h.Session.At, h.Note.Id, h.Note.AtMs, h.Excerpt!))]));
    }

    private static long DurationMs(SessionSnapshot session) =>
        session is { LiveSince: { } began, EndedAt: { } ended } ? (long)(ended - began).TotalMilliseconds : 0;
}
