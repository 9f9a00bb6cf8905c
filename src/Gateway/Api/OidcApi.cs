using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts;
using PsyCare.Domain;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Auth.Oidc;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Api;

/// <summary>Where to go to sign in by the issuer.</summary>
/// <param name="Url">An address of the issuer.</param>
internal sealed record IssuerUrl(string Url);

/// <summary>What somebody goes to the issuer for.</summary>
/// <param name="Invitation">The token of an invitation, to join by it; null to sign in.</param>
internal sealed record StartRequest(string? Invitation = null);

/// <summary>
/// Sign-in by the practice's issuer; where none is configured all of it is answered 404. The issuer sends the browser back to
/// <see cref="OidcSetup.CallbackPath"/>, which the handler takes.
/// </summary>
internal static class OidcApi
{
    /// <summary>Where the issuer's server tells that a session has ended.</summary>
    public const string BackChannelPath = "/api/auth/oidc/back-channel-sign-out";

    private const string Form = "application/x-www-form-urlencoded";

    public static void MapOidcApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/auth/oidc").WithTags("Auth").AllowAnonymous();
        group.MapPost("/start", StartAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces<IssuerUrl>()
            .Describe("startIssuerSignIn", "Begins a sign-in, or a joining by invitation, by the practice's issuer.",
                ProblemKind.NotFound, ProblemKind.InviteUnknown, ProblemKind.ProviderFailed, ProblemKind.RateLimited);
        group.MapPost("/code", CodeAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces(204)
            .Describe("finishIssuerSignIn", "Finishes a sign-in whose issuer did not vouch for a second factor, by the code of the member's own.",
                ProblemKind.NotFound, ProblemKind.NotSignedIn, ProblemKind.WrongCode, ProblemKind.LockedOut, ProblemKind.RateLimited);
        group.MapGet("/front-channel-sign-out", EndAsync).RequireRateLimiting(RateLimits.Invite)
            .Produces(204)
            .Describe("issuerSignOut", "Called by the issuer's page (OpenID Connect Front-Channel Logout 1.0): its session has ended.",
                ProblemKind.NotFound, ProblemKind.RateLimited);
        // Not limited a minute: one server speaks for a whole practice, which goes home at the same time.
        app.MapPost(BackChannelPath, (Delegate)EndByTokenAsync).AllowAnonymous().LimitBody(BodyLimit.Token).WithMetadata(new RawBody(Form)).WithTags("Auth")
            .Produces(200)
            .Describe("issuerBackChannelSignOut", "Called by the issuer's server with a logout_token (OpenID Connect Back-Channel Logout 1.0).",
                ProblemKind.NotFound, ProblemKind.Malformed, ProblemKind.PayloadTooLarge, ProblemKind.UnsupportedMediaType, ProblemKind.ProviderFailed);
        app.MapPost("/api/account/issuer", ConnectAsync).RequireAuthorization(Policies.Member).RequireRateLimiting(RateLimits.SignIn).WithTags("Account")
            .Produces<IssuerUrl>()
            .Describe("connectIssuer", "Begins connecting one's account with the practice's issuer.",
                ProblemKind.NotFound, ProblemKind.WrongPassword, ProblemKind.SignInAgain, ProblemKind.ProviderFailed, ProblemKind.RateLimited);
    }

    private static Task<IResult> StartAsync(StartRequest request, HttpContext http)
    {
        var invitation = request.Invitation;
        if (invitation is not null)
            LinkToken.Parse(invitation);
        return ChallengeAsync(http, new OidcErrand(invitation));
    }

    private static async Task<IResult> ConnectAsync(ConfirmRequest request, ClaimsPrincipal user, HttpContext http, Confirmation confirmation)
    {
        await confirmation.RequireAsync(user, request.Password);
        return await ChallengeAsync(http, new OidcErrand(MemberId: user.ClinicianId(), DeviceId: user.DeviceId()));
    }

    private static async Task<IResult> CodeAsync(CodeRequest request, HttpContext http, SignIn signIn)
    {
        var pending = Require<PendingSignIns>(http);
        if (pending.Read(http) is not { } who)
            return new ProblemResult(ProblemKind.NotSignedIn);
        if (await signIn.CheckCodeAsync(who.MemberId, request.Code) is { } problem)
            return new ProblemResult(problem);
        await Require<OidcSignIn>(http).FinishAsync(http, who);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAsync(string iss, string sid, HttpContext http)
    {
        await Require<OidcSessions>(http).EndAsync(iss, sid);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndByTokenAsync(HttpContext http)
    {
        var sessions = Require<OidcSessions>(http);
        if (!http.Request.HasFormContentType)
            return new ProblemResult(ProblemKind.UnsupportedMediaType);
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return form["logout_token"] is [{ } token] && await sessions.EndAsync(token) ? TypedResults.Ok() : new ProblemResult(ProblemKind.Malformed);
        }
        catch (InvalidDataException)
        {
            return new ProblemResult(ProblemKind.Malformed);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException)
        {
            return new ProblemResult(ProblemKind.ProviderFailed);
        }
    }

    /// <summary>
    /// Has the handler make state, nonce and PKCE verifier with their cookies, and hands its redirect out as an address: an invitation's token
    /// is then sent by our own page's request and stands in no URL.
    /// </summary>
    private static async Task<IResult> ChallengeAsync(HttpContext http, OidcErrand errand)
    {
        Require<OidcOptions>(http);
        try
        {
            await http.ChallengeAsync(OidcSetup.Scheme, errand.ToProperties());
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            return new ProblemResult(ProblemKind.ProviderFailed);
        }

        var url = http.Response.Headers.Location.ToString();
        http.Response.Headers.Remove("Location");
        http.Response.StatusCode = StatusCodes.Status200OK;
        return TypedResults.Ok(new IssuerUrl(url));
    }

    private static T Require<T>(HttpContext http)
        where T : class => http.RequestServices.GetService<T>() ?? throw new RefusedException(Refusal.NotFound);
}
