using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Hubs;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Rights;

/// <summary>A patient's own page: what exists about them, who looked, and what they decide.</summary>
internal static class MyPageApi
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string Page = "my-page";

    public static void MapMyPageApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/me").WithTags("My page").RequireAuthorization(Policies.Self);
        group.MapGet("/", GetAsync).Clinical(Page)
            .Produces<MyPage>()
            .Describe("getMyPage", "The patient's sessions, consents, data, and who opened what.");
        group.MapPost("/sessions/{sessionId}/consents", DecideAsync).Clinical("consents")
            .Produces(204)
            .Describe("decideMyConsent", "Gives or takes back a consent, also after the session: what rested on it is then erased.",
                ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.WrongPhase, ProblemKind.LegalHold);
        group.MapPost("/sessions/{sessionId}/join", JoinAsync).Clinical("session")
            .Produces<SessionCreated>()
            .Describe("joinMySession", "Signs the patient in to a session of theirs that has not ended.", ProblemKind.NotFound, ProblemKind.WrongPhase);
        group.MapGet("/export", ExportAsync).Clinical("export")
            .Produces(200, contentType: "application/zip")
            .Describe("exportMyData", "Everything that exists about the patient, as a ZIP.");
        group.MapGet("/erasure", PreviewErasureAsync).Clinical(Page)
            .Produces<ErasurePreview>()
            .Describe("previewErasure", "What an erasure would take, and what stays.");
        group.MapPost("/erasure", EraseAsync).Clinical("erasure")
            .Produces(204)
            .Describe("askErasure", "Erases what rests on consent, and asks the practice to erase the rest as soon as it may.");
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IClusterClient grains, MyPageReader reader, AccessLog accesses)
    {
        var file = await FileAsync(user, grains);
        await accesses.RecordOwnAsync(file.PatientId, Page);
        return TypedResults.Ok(await reader.ReadAsync(file));
    }

    private static async Task<IResult> DecideAsync(
        string sessionId, ConsentRequest request, ClaimsPrincipal user, IClusterClient grains, SessionFeeds feeds, AuditLog audit)
    {
        var session = await OwnAsync(sessionId, user, grains);
        if (request.TextVersion.Length is 0 or > SessionsApi.MaxTextVersionLength)
            throw new RefusedException(Refusal.Invalid);
        try
        {
            await session.DecideConsentAsync(request.Kind, request.Decision, request.TextVersion);
        }
        finally
        {
            // Also where a legal hold keeps what rested on it: the decision stands, and the hold's end erases.
            var decided = JsonNamingPolicy.KebabCaseLower.ConvertName($"{request.Kind}{request.Decision}");
            await audit.AppendAsync(AuditAction.ConsentDecided, user.ActorId(), sessionId, decided);
            await feeds.RefreshAsync(sessionId);
        }

        return TypedResults.NoContent();
    }

    private static async Task<IResult> JoinAsync(string sessionId, HttpContext http, IClusterClient grains, AuditLog audit)
    {
        var session = await OwnAsync(sessionId, http.User, grains);
        if ((await session.GetAsync()).Phase == SessionPhase.Ended)
            throw new RefusedException(Refusal.WrongPhase);
        await audit.AppendAsync(AuditAction.InviteRedeemed, http.User.ActorId(), sessionId, Page);
        await http.SignInAsync(
            Scheme, Principals.Patient(sessionId, http.User.SelfId()!, Scheme, http.User), new AuthenticationProperties { IsPersistent = true });
        return TypedResults.Ok(new SessionCreated(sessionId));
    }

    private static async Task<IResult> ExportAsync(
        ClaimsPrincipal user, IClusterClient grains, PatientExport export, AccessLog accesses, AuditLog audit, TimeProvider time)
    {
        var file = await FileAsync(user, grains);
        await audit.AppendAsync(AuditAction.Exported, file.PatientId);
        foreach (var sessionId in file.SessionIds)
            await accesses.RecordAsync(sessionId, file.PatientId, "export");
        return TypedResults.Stream(
            body => export.WriteAsync(file, body), "application/zip", $"psycare-{time.GetUtcNow():yyyy-MM-dd}.zip");
    }

    private static async Task<IResult> PreviewErasureAsync(ClaimsPrincipal user, IClusterClient grains, MyPageReader reader, AccessLog accesses)
    {
        var file = await FileAsync(user, grains);
        await accesses.RecordOwnAsync(file.PatientId, Page);
        var records = await reader.RecordsAsync(file);
        var data = records.SelectMany(MyPageReader.DataOf).Where(d => d.ErasedAt is null).ToList();
        return TypedResults.Ok(new ErasurePreview(
            data.Count(d => d is { What: "recording", Held: false }), data.Count(d => d is { What: "affect", Held: false }),
            data.Count(d => d.Held), records.Sum(r => r.Notes.Count)));
    }

    private static async Task<IResult> EraseAsync(ClaimsPrincipal user, IClusterClient grains, SessionFeeds feeds, AuditLog audit)
    {
        var file = await FileAsync(user, grains);
        await grains.GetGrain<IPatientAccessGrain>(file.PatientId).AskErasureAsync();
        await audit.AppendAsync(AuditAction.ErasureAsked, file.PatientId);
        foreach (var sessionId in file.SessionIds)
        {
            var session = grains.GetGrain<ISessionGrain>(sessionId);
            if ((await session.GetAsync()).Phase != SessionPhase.Ended)
                continue;
            foreach (var kind in (ConsentKind[])[ConsentKind.Recording, ConsentKind.EmotionAnalysis, ConsentKind.Supervision])
                await WithdrawAsync(session, kind);
            await audit.AppendAsync(AuditAction.ConsentDecided, file.PatientId, sessionId, "all-withdrawn");
            await feeds.RefreshAsync(sessionId);
        }

        return TypedResults.NoContent();
    }

    /// <summary>A legal hold keeps what there is until it ends; the page says so before it asks.</summary>
    private static async Task WithdrawAsync(ISessionGrain session, ConsentKind kind)
    {
        try
        {
            await session.DecideConsentAsync(kind, ConsentDecision.Withdrawn, Page);
        }
        catch (RefusedException e) when (e.Refusal == Refusal.LegalHold)
        {
            // The decision stands.
        }
    }

    private static Task<PatientFile> FileAsync(ClaimsPrincipal user, IClusterClient grains) =>
        grains.GetGrain<IPatientGrain>(user.SelfId()!).GetAsync();

    /// <summary>A session of the patient, or a refusal with NotFound.</summary>
    private static async Task<ISessionGrain> OwnAsync(string sessionId, ClaimsPrincipal user, IClusterClient grains)
    {
        if (!Ids.IsValid(sessionId))
            throw new RefusedException(Refusal.NotFound);
        var session = grains.GetGrain<ISessionGrain>(sessionId);
        return await session.GetPatientIdAsync() == user.SelfId() ? session : throw new RefusedException(Refusal.NotFound);
    }
}
