using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PsyCare.Contracts;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Api;

/// <summary>Markers and notes: the therapist's own, clinical content. Ids are made by the client, so that a repeat changes nothing.</summary>
internal static class NotesApi
{
    public static void MapNotesApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sessions/{sessionId}").WithTags("Notes").RequireAuthorization(Policies.Therapist);
        group.MapPut("/markers/{markerId}", PutMarkerAsync)
            .Produces(204)
            .Describe("putMarker", "Drops a marker or changes its label.", ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.WrongPhase);
        group.MapDelete("/markers/{markerId}", RemoveMarkerAsync)
            .Produces(204)
            .Describe("removeMarker", "Removes a marker; nothing happens where it is gone already.", ProblemKind.NotFound);
        group.MapGet("/notes", ListAsync)
            .Produces<IReadOnlyList<Note>>()
            .Describe("listNotes", "All notes by time. Leaves an access record.", ProblemKind.NotFound);
        group.MapPut("/notes/{noteId}", PutAsync)
            .Produces<Note>()
            .Describe("putNote", "Saves a note made from a known revision.", ProblemKind.NotFound, ProblemKind.Conflict, ProblemKind.TooLarge, ProblemKind.Invalid);
    }

    private static async Task<IResult> PutMarkerAsync(
        string sessionId, string markerId, MarkerRequest request, ClaimsPrincipal user, SessionAccess access, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        await own.Grain.PutMarkerAsync(new Marker(Checked(markerId), request.AtMs, request.Label));
        await accesses.RecordWriteAsync(sessionId, user.ActorId(), "markers");
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RemoveMarkerAsync(
        string sessionId, string markerId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        await own.Grain.RemoveMarkerAsync(Checked(markerId));
        await accesses.RecordWriteAsync(sessionId, user.ActorId(), "markers");
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(string sessionId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        await accesses.RecordAsync(sessionId, user.ActorId(), "notes");
        return TypedResults.Ok(await own.Grain.GetNotesAsync());
    }

    private static async Task<IResult> PutAsync(
        string sessionId, string noteId, NoteRequest request, ClaimsPrincipal user, SessionAccess access, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        var saved = await own.Grain.PutNoteAsync(Checked(noteId), request.AtMs, request.Text, request.BaseRevision);
        await accesses.RecordWriteAsync(sessionId, user.ActorId(), "notes");
        return TypedResults.Ok(saved);
    }

    private static string Checked(string id) => Ids.IsValid(id) ? id : throw new RefusedException(Refusal.Invalid);
}
