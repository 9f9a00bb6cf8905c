using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Vault;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;
using PsyCare.Vault;
using PsyCare.Vault.Review;

namespace PsyCare.Gateway.Api;

/// <summary>What a therapist looks at after a session. Every read leaves an access record.</summary>
internal static class ReviewApi
{
    public static void MapReviewApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sessions/{sessionId}").WithTags("Review").RequireAuthorization(Policies.Reviewer);
        group.MapGet("/review", GetAsync).Clinical("review")
            .Produces<Review>()
            .Describe("getReview", "A session's recording segments, markers, notes and access record.", ProblemKind.NotFound);
        group.MapGet("/affect", GetAffectAsync).Clinical("affect")
            .Produces<AffectTrackView>()
            .Describe("getAffectTrack", "The whole affect track, by columns.", ProblemKind.NotFound);
        group.MapGet("/recording/{segmentId}", GetRecordingAsync).Clinical("recording")
            .Produces(200, contentType: RecordingStream.Webm, additionalContentTypes: RecordingStream.Mp4)
            .Produces(206, contentType: RecordingStream.Webm, additionalContentTypes: RecordingStream.Mp4)
            .Describe("getRecording", "One recorded segment, with ranges: WebM, or MP4 where its pictures are H.264.", ProblemKind.NotFound);
    }

    private static async Task<IResult> GetAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses, SessionViews views, ReviewSegments segments,
        IClusterClient grains, MemberNames names, TimeProvider time)
    {
        var own = await access.OpenForReviewAsync(user, sessionId);
        await accesses.RecordAsync(sessionId, user.ActorId(), "review", own.Under);
        var index = await grains.GetGrain<IRecordingGrain>(sessionId).GetAsync();
        var (playable, faults) = await segments.ReadAsync(sessionId, own.Snapshot.Phase, index);
        var view = await views.ViewAsync(own.Snapshot, user.Role());
        return TypedResults.Ok(new Review(
            view,
            view.PatientName!,
            SessionViews.ClockMs(own.Snapshot, time.GetUtcNow()) ?? 0,
            playable,
            faults,
            own.Snapshot.Markers,
            await grains.GetGrain<INotesGrain>(sessionId).GetAsync(NoteKind.Record),
            await Task.WhenAll(index.Accesses.Select(a => ViewAsync(a, own.Snapshot, view.PatientName!, user, names))),
            own.Under));
    }

    private static async Task<IResult> GetAffectAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses, IAffectTrackStore tracks,
        CancellationToken cancellationToken)
    {
        var own = await access.OpenForReviewAsync(user, sessionId);
        await accesses.RecordAsync(sessionId, user.ActorId(), "affect", own.Under);
        return TypedResults.Ok(AffectTrackView.Of(await tracks.ReadAsync(sessionId, cancellationToken)));
    }

    private static async Task<IResult> GetRecordingAsync(
        string sessionId, string segmentId, int? chunks, HttpContext http, SessionAccess access, AccessLog accesses, RecordingVault vault,
        IClusterClient grains, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        var own = await access.OpenForReviewAsync(http.User, sessionId);
        var index = await grains.GetGrain<IRecordingGrain>(sessionId).GetAsync();
        if (index.Segments.All(s => s.SegmentId != segmentId))
            throw new RefusedException(Refusal.NotFound);
        await accesses.RecordAsync(sessionId, http.User.ActorId(), "recording", own.Under);
        // A player keeps its download open for minutes; a process that stops does not wait for it.
        http.Response.RegisterForDispose(lifetime.ApplicationStopping.Register(http.Abort));
        try
        {
            var film = await vault.OpenReaderAsync(
                sessionId, segmentId, chunks is > 0 ? chunks.Value : int.MaxValue, http.RequestAborted);
            // What is open for an hour ends with the hour, in the middle of a download too.
            Stream stream = own.Under is null ? film : new GuardedStream(film, () => access.OpenForReviewAsync(http.User, sessionId), time);
            return TypedResults.Stream(stream, film.MediaType, enableRangeProcessing: true);
        }
        catch (Exception e) when (e is FileNotFoundException or KeyDestroyedException)
        {
            throw new RefusedException(Refusal.NotFound);
        }
    }

    private static async Task<AccessView> ViewAsync(
        AccessEntry access, SessionSnapshot session, string patientName, ClaimsPrincipal user, MemberNames names)
    {
        var actor = access.ActorId == user.ActorId() ? "you"
            : access.ActorId == session.PatientId ? patientName
            : await names.FindAsync(access.ActorId) ?? access.ActorId;
        return new AccessView(access.At, access.What, actor, access.Under);
    }
}
