using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PsyCare.Contracts.Notes;
using PsyCare.Domain.Notes;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;

namespace PsyCare.Gateway.Api;

/// <summary>
/// The therapist's notes, clinical content, in two books under two addresses: what is allowed on the record must never reach the process
/// notes by a parameter. Ids are made by the client, so that a repeat changes nothing.
/// </summary>
internal static class NotesApi
{
    public static void MapNotesApi(this IEndpointRouteBuilder app)
    {
        Map(app, "/notes", "Note", new Book(NoteKind.Record, "notes"));
        Map(app, "/process-notes", "ProcessNote", new Book(NoteKind.Process, "process-notes"));
    }

    /// <summary>A book, and what its reads and writes are called in the access record.</summary>
    private sealed record Book(NoteKind Kind, string What);

    private static void Map(IEndpointRouteBuilder app, string address, string name, Book book)
    {
        var group = app.MapGroup("/api/sessions/{sessionId}" + address).WithTags("Notes").RequireAuthorization(Policies.Therapist)
            .WithMetadata(new ClinicalContent(book.What)).AddEndpointFilter((context, next) => OpenAsync(context, next, book));
        group.MapGet("/", (string sessionId, IClusterClient grains) => Of(grains, sessionId).GetAsync(book.Kind))
            .Produces<IReadOnlyList<Note>>()
            .Describe($"list{name}s", "All notes by time. Leaves an access record.", ProblemKind.NotFound);
        group.MapPut("/{noteId}", (string sessionId, string noteId, NoteRequest request, ClaimsPrincipal user, IClusterClient grains) => Of(grains, sessionId).PutAsync(
                book.Kind, new NoteDraft(noteId, request.AtMs, request.Text, request.BaseRevision, request.Template), user.ActorId()))
            .Produces<Note>()
            .Describe(
                $"put{name}", "Saves a note made from a known revision; a signed one takes no edits.",
                ProblemKind.NotFound, ProblemKind.Conflict, ProblemKind.NoteSigned, ProblemKind.TooLarge, ProblemKind.Invalid);
        group.MapPost("/{noteId}/sign", (string sessionId, string noteId, SignNoteRequest request, ClaimsPrincipal user, IClusterClient grains) =>
                Of(grains, sessionId).SignAsync(book.Kind, noteId, request.Revision, user.ActorId()))
            .Produces<Note>()
            .Describe($"sign{name}", "Signs and locks a note as it stands.", ProblemKind.NotFound, ProblemKind.Conflict, ProblemKind.Invalid);
        group.MapPut(
                "/{noteId}/amendments/{amendmentId}",
                (string sessionId, string noteId, string amendmentId, AmendmentRequest request, ClaimsPrincipal user, IClusterClient grains) =>
                    Of(grains, sessionId).AmendAsync(book.Kind, noteId, amendmentId, request.Text, user.ActorId()))
            .Produces<Note>()
            .Describe(
                $"amend{name}", "Adds to a signed note; what was added is never changed.",
                ProblemKind.NotFound, ProblemKind.WrongPhase, ProblemKind.Conflict, ProblemKind.TooLarge, ProblemKind.Invalid);
        group.MapGet("/{noteId}/history", (string sessionId, string noteId, IClusterClient grains) =>
                Of(grains, sessionId).GetHistoryAsync(book.Kind, noteId))
            .Produces<IReadOnlyList<NoteRevision>>()
            .Describe($"get{name}History", "A note's versions, oldest first. Leaves an access record.", ProblemKind.NotFound);
    }

    /// <summary>The session's own therapist alone, before anything is read; the entry in the access record before anything is answered.</summary>
    private static async ValueTask<object?> OpenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, Book book)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        var sessionId = (string)http.GetRouteValue("sessionId")!;
        await services.GetRequiredService<SessionAccess>().OpenOwnAsync(http.User, sessionId);
        var accesses = services.GetRequiredService<AccessLog>();
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await accesses.RecordAsync(sessionId, http.User.ActorId(), book.What);
            return await next(context);
        }

        var answer = await next(context);
        await accesses.RecordWriteAsync(sessionId, http.User.ActorId(), book.What);
        return answer;
    }

    private static INotesGrain Of(IClusterClient grains, string sessionId) => grains.GetGrain<INotesGrain>(sessionId);
}
