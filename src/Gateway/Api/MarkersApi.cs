using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PsyCare.Contracts;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;

namespace PsyCare.Gateway.Api;

/// <summary>Markers and suggested ones: the therapist's own. Ids are made by the client, so that a repeat changes nothing.</summary>
internal static class MarkersApi
{
    public static void MapMarkersApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sessions/{sessionId}").WithTags("Markers").RequireAuthorization(Policies.Therapist);
        group.MapPut("/markers/{markerId}", PutMarkerAsync).Clinical("markers")
            .Produces(204)
            .Describe(
                "putMarker", "Drops a marker, or changes its label and category; with a suggestion's id it accepts that.",
                ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.WrongPhase);
        group.MapDelete("/markers/{markerId}", RemoveMarkerAsync).Clinical("markers")
            .Produces(204)
            .Describe("removeMarker", "Removes a marker; nothing happens where it is gone already.", ProblemKind.NotFound);
        group.MapDelete("/suggestions/{suggestionId}", DismissAsync).Clinical("markers")
            .Produces(204)
            .Describe("dismissSuggestion", "Dismisses a suggested marker.", ProblemKind.NotFound);
    }

    private static async Task<IResult> PutMarkerAsync(
        string sessionId, string markerId, MarkerRequest request, ClaimsPrincipal user, SessionAccess access, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        await own.Grain.PutMarkerAsync(new Marker(Checked(markerId), request.AtMs, request.Label) { CategoryId = request.CategoryId });
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

    private static async Task<IResult> DismissAsync(
        string sessionId, string suggestionId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        await own.Grain.DismissSuggestionAsync(suggestionId);
        await accesses.RecordWriteAsync(sessionId, user.ActorId(), "markers");
        return TypedResults.NoContent();
    }

    private static string Checked(string id) => Ids.IsValid(id) ? id : throw new RefusedException(Refusal.Invalid);
}
