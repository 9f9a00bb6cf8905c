using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

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
                ProblemKind.LockedOut, ProblemKind.RateLimited);
        group.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous()
            .Produces(204)
            .Describe("signOut", "Forgets whoever is signed in in this browser.");
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

    private static async Task<IResult> SignOutAsync(HttpContext http, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        if (http.User.ClinicianId() is { } memberId)
        {
            await grains.GetGrain<IClinicianGrain>(memberId).CloseDeviceAsync(http.User.DeviceId());
            accounts.Forget(memberId);
            await audit.AppendAsync(AuditAction.SignedOut, memberId);
        }

        await http.SignOutAsync(Scheme);
        return TypedResults.NoContent();
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
