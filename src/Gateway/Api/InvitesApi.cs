using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>Invite links: issued by the therapist, used once by the patient.</summary>
internal static class InvitesApi
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void MapInvitesApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/invites").WithTags("Invites").AllowAnonymous().RequireRateLimiting(RateLimits.Invite);
        group.MapPost("/inspect", InspectAsync)
            .Produces<InviteView>()
            .Describe("inspectInvite", "Tells what an invite is for, without using it up.",
                ProblemKind.InviteUnknown, ProblemKind.InviteUsed, ProblemKind.RateLimited);
        group.MapPost("/redeem", RedeemAsync)
            .Produces<SessionCreated>()
            .Describe("redeemInvite", "Uses an invite up and signs the patient in to its session.",
                ProblemKind.InviteUnknown, ProblemKind.InviteUsed, ProblemKind.PasscodeWrong, ProblemKind.RateLimited);
        app.MapPost("/api/sessions/{sessionId}/invite", IssueAsync).RequireAuthorization(Policies.Therapist)
            .WithTags("Invites")
            .Produces<InviteLink>()
            .Describe("issueInvite", "Issues an invite link; an earlier one stops working.", ProblemKind.NotFound, ProblemKind.WrongPhase);
    }

    private static async Task<IResult> InspectAsync(InviteRequest request, ClaimsPrincipal user, IClusterClient grains, SessionAccess access, SessionViews views)
    {
        var (session, secret) = await FindAsync(grains, access, request.Token);
        var snapshot = await OrOwnAsync(session, user, s => s.InspectInviteAsync(secret));
        var names = await views.NamesAsync(snapshot);
        return TypedResults.Ok(new InviteView(names.Practice, names.Clinician, snapshot.ScheduledFor, snapshot.Phase, snapshot.NeedsPasscode));
    }

    private static async Task<IResult> RedeemAsync(InviteRequest request, HttpContext http, IClusterClient grains, SessionAccess access, AuditLog audit)
    {
        var (session, secret) = await FindAsync(grains, access, request.Token);
        var snapshot = await OrOwnAsync(session, http.User, async s =>
        {
            var redeemed = await s.RedeemInviteAsync(secret, request.Passcode);
            await audit.AppendAsync(AuditAction.InviteRedeemed, redeemed.PatientId, redeemed.SessionId);
            return redeemed;
        });
        await http.SignInAsync(
            Scheme,
            Principals.Patient(snapshot.SessionId, snapshot.PatientId, Scheme, http.User),
            new AuthenticationProperties { IsPersistent = true });
        return TypedResults.Ok(new SessionCreated(snapshot.SessionId));
    }

    private static async Task<IResult> IssueAsync(
        string sessionId, IssueInviteRequest? request, ClaimsPrincipal user, SessionAccess access, GatewayOptions options, HttpContext http)
    {
        var own = await access.OpenAsync(user, sessionId);
        var invite = await own.Grain.IssueInviteAsync(request?.Passcode ?? false);
        var token = new LinkToken(sessionId, invite.Secret).ToString();
        var here = options.PublicUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}/");
        return TypedResults.Ok(
            new InviteLink(Link(here, token), token, invite.ExpiresAt, [.. options.NetworkUrls.Select(u => Link(u, token))], invite.Passcode));
    }

    /// <summary>The link that a patient opens.</summary>
    private static string Link(Uri baseUrl, string token) => new Uri(baseUrl, $"/join#{token}").ToString();

    private static async Task<(ISessionGrain Session, string Secret)> FindAsync(IClusterClient grains, SessionAccess access, string token)
    {
        var (sessionId, secret) = LinkToken.Parse(token);
        if (!await access.HasSessionAsync(sessionId))
            throw new RefusedException(Refusal.InviteUnknown);
        return (grains.GetGrain<ISessionGrain>(sessionId), secret);
    }

    /// <summary>A reload or "back" in the browser that used the invite up finds the session again; any other browser is refused.</summary>
    private static async Task<SessionSnapshot> OrOwnAsync(
        ISessionGrain session, ClaimsPrincipal user, Func<ISessionGrain, Task<SessionSnapshot>> use)
    {
        try
        {
            return await use(session);
        }
        catch (RefusedException e) when (e.Refusal is Refusal.InviteUsed or Refusal.InviteExpired
            && user.PatientSessionId() == session.GetPrimaryKeyString())
        {
            return await session.GetAsync();
        }
    }
}
