using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Reports;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;

namespace PsyCare.Gateway.Api;

/// <summary>
/// Search in one's own process notes on a patient. An address of its own, as the notes have (ADR 13): no parameter of another search reaches
/// them.
/// </summary>
internal static class ProcessNoteSearchApi
{
    private const int MaxHits = 100;
    private const string What = "process-notes";

    public static void MapProcessNoteSearchApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/patients/{patientId}/process-notes/search", SearchAsync).Clinical(What)
            .RequireAuthorization(Policies.Therapist).WithTags("Notes")
            .Produces<NoteSearchView>()
            .Describe("searchProcessNotes", "One's own process notes that hold all words of a query, newest session first.",
                ProblemKind.NotFound, ProblemKind.Invalid);

    private static async Task<IResult> SearchAsync(
        string patientId, ProcessNoteSearchRequest request, ClaimsPrincipal user, SessionAccess access, AccessLog accesses, IClusterClient grains)
    {
        var (_, file) = await access.OpenPatientAsync(user, patientId);
        var search = NoteSearch.For(request.Query) ?? throw new RefusedException(Refusal.Invalid);
        var sessions = await Task.WhenAll(file.SessionIds.Select(id => grains.GetGrain<ISessionGrain>(id).GetAsync()));
        // Only their author: a session of an earlier therapist is not theirs to search.
        var own = sessions.Where(s => s.ClinicianId == user.ClinicianId()).ToList();
        var found = await Task.WhenAll(own.Select(async s => HitsOf(
            s, await grains.GetGrain<INotesGrain>(s.SessionId).GetAsync(NoteKind.Process), search)));
        var hits = found.SelectMany(h => h).ToList();
        var shown = hits.Take(MaxHits).ToList();
        // The newest session stands for a search that found nothing.
        foreach (var sessionId in own.Take(1).Select(s => s.SessionId).Concat(shown.Select(h => h.SessionId)).Distinct())
            await accesses.RecordAsync(sessionId, user.ActorId(), What);
        return TypedResults.Ok(new NoteSearchView(hits.Count, shown));
    }

    private static IEnumerable<NoteHitView> HitsOf(SessionSnapshot session, IReadOnlyList<Note> notes, NoteSearch search) =>
        from note in notes
        let excerpt = search.Find(note)
        where excerpt is not null
        select new NoteHitView(session.SessionId, session.LiveSince ?? session.ScheduledFor ?? note.UpdatedAt, note.Id, note.AtMs, excerpt);
}

/// <summary>Words to be found.</summary>
internal sealed record ProcessNoteSearchRequest(string Query);
