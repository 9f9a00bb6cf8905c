using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Rights;
using PsyCare.Domain.Vault;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Review;

namespace PsyCare.Gateway.Rights;

/// <summary>Clips: shared by the therapist, watched by the one supervisor they were shared with, and nobody else.</summary>
internal static class ClipsApi
{
    private const string Content = "clip";

    public static void MapClipsApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/supervisors", ListSupervisorsAsync).RequireAuthorization(Policies.Therapist).WithTags("Clips")
            .Produces<IReadOnlyList<SupervisorView>>()
            .Describe("listSupervisors", "The practice's supervisors, to share a clip with.");
        var own = app.MapGroup("/api/sessions/{sessionId}/clips").WithTags("Clips").RequireAuthorization(Policies.Therapist);
        own.MapGet("/", ListSharedAsync).Clinical("clips")
            .Produces<IReadOnlyList<SharedClipView>>()
            .Describe("listSharedClips", "The clips shared from a session, closed ones too.", ProblemKind.NotFound);
        own.MapPut("/{clipId}", ShareAsync).Clinical("clips")
            .Produces<SharedClipView>()
            .Describe("shareClip", "Shares a part of the recording with a supervisor.", ProblemKind.NotFound, ProblemKind.Invalid,
                ProblemKind.WrongPhase, ProblemKind.SupervisionNotConsented);
        own.MapDelete("/{clipId}", RevokeAsync).Clinical("clips")
            .Produces(204)
            .Describe("revokeClip", "Takes a clip back at once.", ProblemKind.NotFound);
        var shared = app.MapGroup("/api/clips").WithTags("Clips").RequireAuthorization(Policies.Supervisor);
        shared.MapGet("/", ListAsync)
            .Produces<IReadOnlyList<ClipView>>()
            .Describe("listClips", "The clips that can be watched now, newest first.");
        shared.MapGet("/{sessionId}/{clipId}", GetAsync).Clinical(Content)
            .Produces<ClipPlayView>()
            .Describe("getClip", "A clip, ready to be played.", ProblemKind.NotFound);
        shared.MapGet("/{sessionId}/{clipId}/recording/{segmentId}", PlayAsync).Clinical(Content)
            .Produces(200, contentType: RecordingStream.Webm, additionalContentTypes: RecordingStream.Mp4)
            .Produces(206, contentType: RecordingStream.Webm, additionalContentTypes: RecordingStream.Mp4)
            .Describe("getClipRecording", "The part of one segment that is shared, with ranges: WebM, or MP4 where its pictures are H.264.", ProblemKind.NotFound);
    }

    private static async Task<IResult> ListSupervisorsAsync(ClaimsPrincipal user, ClipShares shares) =>
        TypedResults.Ok(await shares.SupervisorsAsync(user.PracticeId()!));

    private static async Task<IResult> ListSharedAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, AccessLog accesses, IClusterClient grains, MemberNames names, TimeProvider time)
    {
        await access.OpenAsync(user, sessionId);
        await accesses.RecordAsync(sessionId, user.ActorId(), "clips");
        var clips = await grains.GetGrain<IOversightGrain>(sessionId).GetClipsAsync();
        return TypedResults.Ok(await Task.WhenAll(clips.Select(c => ViewAsync(c, names, time))));
    }

    private static async Task<IResult> ShareAsync(
        string sessionId, string clipId, ShareClipRequest request, ClaimsPrincipal user, SessionAccess access, ClipShares shares,
        IClusterClient grains, MemberNames names, AuditLog audit, TimeProvider time)
    {
        await access.OpenAsync(user, sessionId);
        var supervisors = await shares.SupervisorsAsync(user.PracticeId()!);
        var index = await grains.GetGrain<IRecordingGrain>(sessionId).GetAsync();
        if (supervisors.All(s => s.SupervisorId != request.SupervisorId) || request.FromMs < 0 || index.Segments.Count == 0
            || request.Days is < 1 or > 30)
            throw new RefusedException(Refusal.Invalid);
        var now = time.GetUtcNow();
        var clip = new Clip(
            clipId, await shares.PictureBeforeAsync(sessionId, index, request.FromMs), request.ToMs, request.SupervisorId, request.Reason, now,
            now + TimeSpan.FromDays(request.Days));
        var shared = await grains.GetGrain<IOversightGrain>(sessionId).ShareClipAsync(clip);
        await audit.AppendAsync(AuditAction.ClipShared, user.ActorId(), sessionId, shared.SupervisorId);
        return TypedResults.Ok(await ViewAsync(shared, names, time));
    }

    private static async Task<IResult> RevokeAsync(
        string sessionId, string clipId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains, AuditLog audit)
    {
        await access.OpenAsync(user, sessionId);
        await grains.GetGrain<IOversightGrain>(sessionId).RevokeClipAsync(clipId);
        await audit.AppendAsync(AuditAction.ClipRevoked, user.ActorId(), sessionId, clipId);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IClusterClient grains, MemberNames names)
    {
        var references = await grains.GetGrain<IClipInboxGrain>(user.ClinicianId()!).GetAsync();
        var clips = await Task.WhenAll(references.Select(r => FindOrNullAsync(r, user, grains, names)));
        return TypedResults.Ok(clips.OfType<ClipView>().ToList());
    }

    private static async Task<IResult> GetAsync(
        string sessionId, string clipId, ClaimsPrincipal user, IClusterClient grains, MemberNames names, ClipShares shares, AccessLog accesses)
    {
        var clip = await OpenAsync(sessionId, clipId, user, grains);
        await accesses.RecordAsync(sessionId, user.ActorId(), Content, Content);
        var index = await grains.GetGrain<IRecordingGrain>(sessionId).GetAsync();
        var watermark = await names.FindAsync(user.ActorId()) ?? user.ActorId();
        return TypedResults.Ok(new ClipPlayView(
            await ViewAsync(sessionId, clip, grains, names), watermark, await shares.SegmentsAsync(sessionId, clip, index)));
    }

    private static async Task<IResult> PlayAsync(
        string sessionId, string clipId, string segmentId, HttpContext http, IClusterClient grains, RecordingVault vault, AccessLog accesses,
        IHostApplicationLifetime lifetime, TimeProvider time)
    {
        var clip = await OpenAsync(sessionId, clipId, http.User, grains);
        var index = await grains.GetGrain<IRecordingGrain>(sessionId).GetAsync();
        var segment = index.Segments.FirstOrDefault(s => s.SegmentId == segmentId) ?? throw new RefusedException(Refusal.NotFound);
        await accesses.RecordAsync(sessionId, http.User.ActorId(), Content, Content);
        http.Response.RegisterForDispose(lifetime.ApplicationStopping.Register(http.Abort));
        try
        {
            var fromMs = Math.Max(0, clip.FromMs - segment.StartMs);
            var film = await vault.OpenClipAsync(sessionId, segmentId, fromMs, clip.ToMs - segment.StartMs, http.RequestAborted);
            var guarded = new GuardedStream(film, () => OpenAsync(sessionId, clipId, http.User, grains), time);
            return TypedResults.Stream(guarded, film.MediaType, enableRangeProcessing: true);
        }
        catch (Exception e) when (e is FileNotFoundException or KeyDestroyedException)
        {
            throw new RefusedException(Refusal.NotFound);
        }
    }

    private static Task<Clip> OpenAsync(string sessionId, string clipId, ClaimsPrincipal user, IClusterClient grains) =>
        Ids.IsValid(sessionId) && Ids.IsValid(clipId)
            ? grains.GetGrain<IOversightGrain>(sessionId).FindClipAsync(clipId, user.ClinicianId()!)
            : throw new RefusedException(Refusal.NotFound);

    private static async Task<ClipView?> FindOrNullAsync(ClipReference reference, ClaimsPrincipal user, IClusterClient grains, MemberNames names)
    {
        try
        {
            var clip = await OpenAsync(reference.SessionId, reference.ClipId, user, grains);
            return await ViewAsync(reference.SessionId, clip, grains, names);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static async Task<ClipView> ViewAsync(string sessionId, Clip clip, IClusterClient grains, MemberNames names)
    {
        var session = await grains.GetGrain<ISessionGrain>(sessionId).GetAsync();
        return new ClipView(
            sessionId, clip.Id, await names.FindAsync(session.ClinicianId) ?? "", session.LiveSince, clip.ToMs - clip.FromMs, clip.Reason,
            clip.SharedAt, clip.ExpiresAt);
    }

    private static async Task<SharedClipView> ViewAsync(Clip clip, MemberNames names, TimeProvider time) => new(
        clip.Id, clip.FromMs, clip.ToMs, await names.FindAsync(clip.SupervisorId) ?? "", clip.Reason, clip.SharedAt, clip.ExpiresAt,
        clip.RevokedAt, clip.IsOpen(time.GetUtcNow()));
}
