using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Hubs;
using PsyCare.Gateway.Media;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>A session's life: waiting, admitting, ending, consents, the pass for media.</summary>
internal static class SessionsApi
{
    /// <summary>Longest name of a consent text.</summary>
    internal const int MaxTextVersionLength = 64;

    public static void MapSessionsApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sessions").WithTags("Sessions");
        group.MapGet("/open", ListOpenAsync).RequireAuthorization(Policies.Therapist)
            .Produces<IReadOnlyList<OpenSession>>()
            .Describe("listOpenSessions", "Sessions of the caseload that have not ended.");
        group.MapGet("/{sessionId}", GetAsync).Clinical("session").RequireAuthorization(Policies.Participant)
            .Produces<SessionView>()
            .Describe("getSession", "A session as its participant may see it.", ProblemKind.NotFound);
        group.MapPost("/{sessionId}/admit", AdmitAsync).RequireAuthorization(Policies.Therapist)
            .Produces(204)
            .Describe("admit", "Lets the waiting patient in.", ProblemKind.NotFound, ProblemKind.WrongPhase);
        group.MapPost("/{sessionId}/end", EndAsync).RequireAuthorization(Policies.Therapist)
            .Produces(204)
            .Describe("endSession", "Ends the session.", ProblemKind.NotFound, ProblemKind.WrongPhase);
        group.MapPost("/{sessionId}/consents", DecideAsync).Clinical("consents").RequireAuthorization(Policies.Patient)
            .Produces(204)
            .Describe("decideConsent", "Gives, pauses or takes back one consent; it takes effect at once.", ProblemKind.NotFound, ProblemKind.Invalid);
        group.MapPost("/{sessionId}/waiting-room", WaitAsync).RequireAuthorization(Policies.Patient)
            .Produces(204)
            .Describe("enterWaitingRoom", "The patient is ready and waits.", ProblemKind.NotFound, ProblemKind.ConsentMissing);
        group.MapPost("/{sessionId}/media-token", MediaTokenAsync).RequireAuthorization(Policies.Participant)
            .Produces<MediaTokenView>()
            .Describe("issueMediaToken", "A pass for the media endpoint, good for ten minutes, with TURN servers where the practice has one.", ProblemKind.NotFound, ProblemKind.WrongPhase);
    }

    private static async Task<IResult> ListOpenAsync(ClaimsPrincipal user, IClusterClient grains, EndedSessions ended)
    {
        var patientIds = await grains.GetGrain<IClinicianGrain>(user.ClinicianId()!).GetCaseloadAsync();
        var files = await Task.WhenAll(patientIds.Select(id => grains.GetGrain<IPatientGrain>(id).GetAsync()));
        var open = await Task.WhenAll(files.SelectMany(file => file.SessionIds
            .Where(id => !ended.Contains(id))
            .Select(id => OpenOrNullAsync(grains, file, id, ended))));
        return TypedResults.Ok(open.OfType<OpenSession>().ToList());
    }

    private static async Task<OpenSession?> OpenOrNullAsync(IClusterClient grains, PatientFile patient, string sessionId, EndedSessions ended)
    {
        var session = await grains.GetGrain<ISessionGrain>(sessionId).GetAsync();
        if (session.Phase != SessionPhase.Ended)
            return new(sessionId, patient.PatientId, patient.DisplayName, session.Phase, session.ScheduledFor, session.PatientPresent);
        ended.Add(sessionId);
        return null;
    }

    private static async Task<IResult> GetAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, SessionViews views, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        // A therapist's view holds markers and consents; a patient's holds nothing clinical.
        if (user.Role() == ParticipantRole.Clinician)
            await accesses.RecordAsync(sessionId, user.ActorId(), "session");
        return TypedResults.Ok(await views.ViewAsync(own.Snapshot, user.Role()));
    }

    private static async Task<IResult> AdmitAsync(string sessionId, ClaimsPrincipal user, SessionAccess access, SessionFeeds feeds)
    {
        await (await access.OpenAsync(user, sessionId)).Grain.AdmitAsync();
        await feeds.RefreshAsync(sessionId);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAsync(string sessionId, ClaimsPrincipal user, SessionAccess access, SessionFeeds feeds)
    {
        await (await access.OpenAsync(user, sessionId)).Grain.EndAsync();
        await feeds.RefreshAsync(sessionId);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DecideAsync(
        string sessionId, ConsentRequest request, ClaimsPrincipal user, SessionAccess access, SessionFeeds feeds, AuditLog audit)
    {
        var own = await access.OpenAsync(user, sessionId);
        if (request.TextVersion.Length is 0 or > MaxTextVersionLength)
            throw new RefusedException(Refusal.Invalid);
        await own.Grain.DecideConsentAsync(request.Kind, request.Decision, request.TextVersion);
        // After it: a disk that refuses the entry must not keep a patient from taking a consent back.
        var decided = JsonNamingPolicy.KebabCaseLower.ConvertName($"{request.Kind}{request.Decision}");
        await audit.AppendAsync(AuditAction.ConsentDecided, user.ActorId(), sessionId, decided);
        await feeds.RefreshAsync(sessionId);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> WaitAsync(string sessionId, ClaimsPrincipal user, SessionAccess access)
    {
        await (await access.OpenAsync(user, sessionId)).Grain.EnterWaitingRoomAsync();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> MediaTokenAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, MediaTokens tokens, IceServers iceServers)
    {
        var own = await access.OpenAsync(user, sessionId);
        if (!own.Snapshot.MediaPolicy.Call)
            throw new RefusedException(Refusal.WrongPhase);
        var (token, expiresAt) = tokens.Issue(new MediaGrant(sessionId, user.Role(), user.ActorId(), user.DeviceId()));
        return TypedResults.Ok(new MediaTokenView(token, $"/api/whip/{sessionId}", expiresAt, iceServers.Issue()));
    }
}
