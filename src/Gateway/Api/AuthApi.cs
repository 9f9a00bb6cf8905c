using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Auth.Oidc;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>How members sign in.</summary>
/// <param name="Password">Whether with e-mail address and password.</param>
/// <param name="Provider">Name of the practice's issuer, for the button; null where there is none.</param>
internal sealed record SignInMethods(bool Password, string? Provider);

/// <summary>Signing in and out, and who one is.</summary>
internal static class AuthApi
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void MapAuthApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/auth").WithTags("Auth");
        group.MapPost("/sign-in", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .Produces(204)
            .Describe("signIn", "Signs a member of the practice in.", ProblemKind.SignInFailed, ProblemKind.CodeRequired, ProblemKind.WrongCode,
                ProblemKind.LockedOut, ProblemKind.PasswordSignInOff, ProblemKind.RateLimited);
        group.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous()
            .Produces(204)
            .Produces<IssuerUrl>()
            .Describe("signOut", "Forgets whoever is signed in in this browser; whom the issuer named is told where to sign out there.");
        group.MapGet("/methods", GetMethodsAsync).AllowAnonymous()
            .Produces<SignInMethods>()
            .Describe("signInMethods", "How members sign in here.");
        group.MapGet("/me", MeAsync).RequireAuthorization(Policies.SignedIn)
            .Produces<Me>()
            .Describe("me", "Who is signed in in this browser.", ProblemKind.NotSignedIn);
    }

    private static async Task<IResult> SignInAsync(SignInRequest request, SignIn signIn, MemberCookies cookies, HttpContext http)
    {
        var (account, problem) = await signIn.CheckAsync(request.Email, request.Password, request.Code);
        if (account is null)
            return new ProblemResult(problem!);
        await cookies.GiveAsync(http, account);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> GetMethodsAsync(SignIn signIn, GatewayOptions options) =>
        TypedResults.Ok(new SignInMethods(!await signIn.IsPasswordOffAsync(), options.Oidc?.Name));

    private static async Task<IResult> SignOutAsync(HttpContext http, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        string? issuerUrl = null;
        if (http.User.ClinicianId() is { } memberId)
        {
            issuerUrl = await IssuerUrlAsync(http, grains.GetGrain<IClinicianGrain>(memberId));
            await grains.GetGrain<IClinicianGrain>(memberId).CloseDeviceAsync(http.User.DeviceId());
            accounts.Forget(memberId);
            await audit.AppendAsync(AuditAction.SignedOut, memberId);
        }

        await http.SignOutAsync(Scheme);
        return issuerUrl is null ? TypedResults.NoContent() : TypedResults.Ok(new IssuerUrl(issuerUrl));
    }

    /// <summary>Null where the browser did not come from the issuer: then there is nothing to end there.</summary>
    private static async Task<string?> IssuerUrlAsync(HttpContext http, IClinicianGrain account)
    {
        var here = (await account.GetDevicesAsync()).FirstOrDefault(d => d.Id == http.User.DeviceId());
        return here is { FromIssuer: true } && http.RequestServices.GetService<OidcSessions>() is { } sessions
            ? await sessions.SignOutUrlAsync(new Uri($"{http.Request.Scheme}://{http.Request.Host}/"))
            : null;
    }

    private static async Task<IResult> MeAsync(ClaimsPrincipal user, IClusterClient grains)
    {
        if (user.ClinicianId() is null)
            return TypedResults.Ok(new Me(ParticipantRole.Patient) { SessionId = user.PatientSessionId(), OwnPage = user.SelfId() is not null });
        var account = await grains.GetGrain<IClinicianGrain>(user.ClinicianId()!).GetAsync();
        var practice = await grains.GetGrain<IPracticeGrain>(account.PracticeId).GetAsync();
        return TypedResults.Ok(new Me(ParticipantRole.Clinician)
        {
            ClinicianId = account.ClinicianId,
            Roles = account.Roles.Each(),
            MustEnrol = user.MustEnrol(),
            DisplayName = account.DisplayName,
            PracticeName = practice.Name,
        });
    }
}
