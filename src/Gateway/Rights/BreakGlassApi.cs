using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Sessions;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Rights;

/// <summary>Why a member opens what is not theirs. The id is made by the client, so that a repeat opens nothing twice.</summary>
internal sealed record BreakGlassRequest(string Id, string SessionId, string Reason);

/// <summary>What was opened, and until when.</summary>
internal sealed record BreakGlassView(string SessionId, DateTimeOffset OpenedAt, DateTimeOffset EndsAt);

/// <summary>A session that could be opened: when it was, with whom; no patient's name.</summary>
internal sealed record SealedSession(string SessionId, DateTimeOffset? At, SessionPhase Phase);

/// <summary>An emergency opening, for those whom it concerns.</summary>
internal sealed record AlertView(
    string Id, string SessionId, string TherapistName, string MemberName, string Reason, DateTimeOffset OpenedAt, DateTimeOffset EndsAt, bool New);

/// <summary>
/// Break-glass: a supervisor or administrator opens the content of a session for a stated reason and an hour. The practice is alerted, and
/// therapist and patient can read who and why.
/// </summary>
internal static class BreakGlassApi
{
    private const string Content = "break-glass";

    public static void MapBreakGlassApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/break-glass").WithTags("Break-glass").RequireAuthorization(Policies.Overseer);
        group.MapGet("/therapists", ListTherapistsAsync)
            .Produces<IReadOnlyList<SupervisorView>>()
            .Describe("listTherapists", "The practice's therapists.");
        group.MapGet("/therapists/{therapistId}/sessions", ListSessionsAsync)
            .Produces<IReadOnlyList<SealedSession>>()
            .Describe("listSealedSessions", "A therapist's sessions that took place, newest first: when, nothing else.", ProblemKind.NotFound);
        group.MapPost("/", OpenAsync).Clinical(Content)
            .Produces<BreakGlassView>()
            .Describe("breakGlass", "Opens a session's content for an hour. The practice, the therapist and the patient learn of it.",
                ProblemKind.NotFound, ProblemKind.Invalid);
        group.MapPost("/{sessionId}/close", CloseAsync).Clinical(Content)
            .Produces(204)
            .Describe("closeGlass", "Closes it before its time.", ProblemKind.NotFound);
        var alerts = app.MapGroup("/api/break-glass/alerts").WithTags("Break-glass").RequireAuthorization(Policies.Member);
        alerts.MapGet("/", ListAlertsAsync)
            .Produces<IReadOnlyList<AlertView>>()
            .Describe("listAlerts", "Emergency openings, newest first: all for supervisors and administrators, their own patients' for therapists.");
        alerts.MapPost("/seen", MarkSeenAsync)
            .Produces(204)
            .Describe("markAlertsSeen", "All alerts up to now were seen by this member.");
    }

    private static async Task<IResult> ListTherapistsAsync(ClaimsPrincipal user, IClusterClient grains, MemberNames names)
    {
        var members = await grains.GetGrain<IPracticeGrain>(user.PracticeId()!).GetMembersAsync();
        return TypedResults.Ok(await Task.WhenAll(members.Where(m => m.Roles.HasFlag(MemberRoles.Therapist))
            .Select(async m => new SupervisorView(m.MemberId, await names.FindAsync(m.MemberId) ?? m.MemberId))));
    }

    private static async Task<IResult> ListSessionsAsync(string therapistId, ClaimsPrincipal user, IClusterClient grains)
    {
        var members = await grains.GetGrain<IPracticeGrain>(user.PracticeId()!).GetMembersAsync();
        if (members.All(m => m.MemberId != therapistId))
            throw new RefusedException(Refusal.NotFound);
        var patients = await grains.GetGrain<IClinicianGrain>(therapistId).GetCaseloadAsync();
        var files = await Task.WhenAll(patients.Select(id => grains.GetGrain<IPatientGrain>(id).GetAsync()));
        var sessions = await Task.WhenAll(files.SelectMany(f => f.SessionIds).Select(id => grains.GetGrain<ISessionGrain>(id).GetAsync()));
        return TypedResults.Ok(sessions.Where(s => s.LiveSince is not null).OrderByDescending(s => s.LiveSince)
            .Select(s => new SealedSession(s.SessionId, s.LiveSince, s.Phase)).ToList());
    }

    private static async Task<IResult> OpenAsync(
        BreakGlassRequest request, ClaimsPrincipal user, SessionAccess access, IClusterClient grains, AuditLog audit)
    {
        await access.RequireInPracticeAsync(request.SessionId);
        // First: what cannot be logged is not opened.
        await audit.AppendAsync(AuditAction.BreakGlass, user.ActorId(), request.SessionId);
        var opening = await grains.GetGrain<IOversightGrain>(request.SessionId).BreakGlassAsync(request.Id, user.ActorId(), request.Reason);
        return TypedResults.Ok(new BreakGlassView(request.SessionId, opening.OpenedAt, opening.EndsAt));
    }

    private static async Task<IResult> CloseAsync(
        string sessionId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains, AuditLog audit)
    {
        await access.RequireInPracticeAsync(sessionId);
        await grains.GetGrain<IOversightGrain>(sessionId).CloseGlassAsync(user.ActorId());
        await audit.AppendAsync(AuditAction.BreakGlassClosed, user.ActorId(), sessionId);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAlertsAsync(ClaimsPrincipal user, IClusterClient grains, MemberNames names)
    {
        var found = await grains.GetGrain<IBreakGlassAlertsGrain>(user.PracticeId()!).GetAsync(user.ActorId());
        var concerned = found.Alerts.Where(a => user.IsOverseer() || a.ClinicianId == user.ActorId());
        return TypedResults.Ok(await Task.WhenAll(concerned.Select(a => ViewAsync(a, found.SeenUntil, user, grains, names))));
    }

    private static async Task<IResult> MarkSeenAsync(ClaimsPrincipal user, IClusterClient grains)
    {
        await grains.GetGrain<IBreakGlassAlertsGrain>(user.PracticeId()!).MarkSeenAsync(user.ActorId());
        return TypedResults.NoContent();
    }

    private static async Task<AlertView> ViewAsync(
        BreakGlassAlert alert, DateTimeOffset? seenUntil, ClaimsPrincipal user, IClusterClient grains, MemberNames names)
    {
        var openings = await grains.GetGrain<IOversightGrain>(alert.SessionId).GetOpeningsAsync();
        var opening = openings.FirstOrDefault(o => o.Id == alert.Id);
        return new AlertView(
            alert.Id, alert.SessionId, await names.FindAsync(alert.ClinicianId) ?? "", await names.FindAsync(alert.MemberId) ?? "",
            opening?.Reason ?? "", alert.OpenedAt, opening?.EndsAt ?? alert.OpenedAt,
            alert.MemberId != user.ActorId() && (seenUntil is null || alert.OpenedAt > seenUntil));
    }
}
