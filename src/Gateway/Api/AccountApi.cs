using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>A member's own account: password, second factor, the browsers they are signed in with.</summary>
internal static class AccountApi
{
    public static void MapAccountApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/account").WithTags("Account").RequireAuthorization(Policies.Member);
        group.MapGet("/", GetAsync)
            .Produces<AccountView>()
            .Describe("getAccount", "The account of whoever is signed in.");
        group.MapPost("/password", ChangePasswordAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces(204)
            .Describe("changePassword", "Sets another password; all other browsers are signed out.",
                ProblemKind.WrongPassword, ProblemKind.SignInAgain, ProblemKind.WeakPassword, ProblemKind.RateLimited);
        group.MapDelete("/devices/{deviceId}", CloseDeviceAsync)
            .Produces(204)
            .Describe("closeDevice", "Signs one browser out.");
        group.MapPost("/sign-out-everywhere", SignOutEverywhereAsync)
            .Produces(204)
            .Describe("signOutEverywhere", "Signs all browsers out, this one included, within a minute.");
        group.MapPost("/second-factor", BeginAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces<SecondFactorView>()
            .Describe("beginSecondFactor", "Makes a secret for the authenticator app.",
                ProblemKind.WrongPassword, ProblemKind.SignInAgain, ProblemKind.WrongPhase, ProblemKind.RateLimited);
        group.MapPost("/second-factor/confirm", ConfirmAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces<RecoveryCodesView>()
            .Describe("confirmSecondFactor", "Turns the second factor on by the app's first code.",
                ProblemKind.WrongCode, ProblemKind.WrongPhase, ProblemKind.RateLimited);
        group.MapPost("/second-factor/remove", RemoveAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces(204)
            .Describe("removeSecondFactor", "Turns the second factor off.",
                ProblemKind.WrongPassword, ProblemKind.SignInAgain, ProblemKind.ForbiddenByPolicy, ProblemKind.RateLimited);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IClusterClient grains, GatewayOptions options)
    {
        var grain = Account(user, grains);
        var account = await grain.GetAsync();
        var practice = await grains.GetGrain<IPracticeGrain>(account.PracticeId).GetAsync();
        var devices = await grain.GetDevicesAsync();
        var members = await grains.GetGrain<IPracticeGrain>(account.PracticeId).GetMembersAsync();
        var here = user.DeviceId();
        return TypedResults.Ok(new AccountView(
            account.Email, account.DisplayName, account.Roles.Each(), account.HasSecondFactor, account.RecoveryCodesLeft,
            practice.Policy.SecondFactorSince is not null,
            [.. devices.Select(d => new DeviceView(d.Id, d.Name, d.SignedInAt, d.LastSeenAt, d.Id == here))],
            !account.IssuerOnly, options.Oidc?.Name, members.Any(m => m.MemberId == account.ClinicianId && m.Identity is not null)));
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordRequest request, ClaimsPrincipal user, IClusterClient grains, Confirmation confirmation, IPasswordHasher<ClinicianAccount> hasher,
        AccountCheck accounts, AuditLog audit)
    {
        await confirmation.RequireAsync(user, request.Password);
        var grain = Account(user, grains);
        var account = await grain.GetAsync();
        RefusedException.ThrowIf(PasswordRules.Check(request.NewPassword, account.Email, account.DisplayName));
        await grain.SetPasswordAsync(hasher.HashPassword(account, request.NewPassword), user.DeviceId());
        await ChangedAsync("password", user, accounts, audit);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CloseDeviceAsync(
        string deviceId, ClaimsPrincipal user, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        await Account(user, grains).CloseDeviceAsync(deviceId);
        await ChangedAsync("signed-out-one", user, accounts, audit);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SignOutEverywhereAsync(
        ClaimsPrincipal user, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        await Account(user, grains).CloseAllDevicesAsync();
        await ChangedAsync("signed-out-everywhere", user, accounts, audit);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> BeginAsync(ConfirmRequest request, ClaimsPrincipal user, IClusterClient grains, Confirmation confirmation)
    {
        await confirmation.RequireAsync(user, request.Password);
        var begun = await Account(user, grains).BeginSecondFactorAsync();
        return TypedResults.Ok(new SecondFactorView(begun.Secret, begun.Uri));
    }

    private static async Task<IResult> ConfirmAsync(
        CodeRequest request, ClaimsPrincipal user, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        var codes = await Account(user, grains).ConfirmSecondFactorAsync(request.Code);
        await ChangedAsync("second-factor-on", user, accounts, audit);
        return TypedResults.Ok(new RecoveryCodesView(codes));
    }

    private static async Task<IResult> RemoveAsync(
        ConfirmRequest request, ClaimsPrincipal user, IClusterClient grains, Confirmation confirmation, AccountCheck accounts, AuditLog audit)
    {
        var practice = await grains.GetGrain<IPracticeGrain>(user.PracticeId()!).GetAsync();
        if (practice.Policy.SecondFactorSince is not null)
            throw new RefusedException(Refusal.ForbiddenByPolicy);
        await confirmation.RequireAsync(user, request.Password);
        await Account(user, grains).RemoveSecondFactorAsync();
        await ChangedAsync("second-factor-off", user, accounts, audit);
        return TypedResults.NoContent();
    }

    private static IClinicianGrain Account(ClaimsPrincipal user, IClusterClient grains) => grains.GetGrain<IClinicianGrain>(user.ClinicianId()!);

    private static async Task ChangedAsync(string what, ClaimsPrincipal user, AccountCheck accounts, AuditLog audit)
    {
        accounts.Forget(user.ClinicianId()!);
        await audit.AppendAsync(AuditAction.AccountChanged, user.ActorId(), detail: what);
    }
}
