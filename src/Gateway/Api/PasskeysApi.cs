using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Auth.Passkeys;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>A passkey as its owner sees it.</summary>
internal sealed record PasskeyView(string PasskeyId, string Name, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt, bool BackedUp);

/// <summary>What the browser's WebAuthn gave.</summary>
/// <param name="Credential">A PublicKeyCredential, as its toJSON writes it.</param>
internal sealed record PasskeySignInRequest(JsonElement Credential);

/// <summary>A new passkey.</summary>
internal sealed record NewPasskeyRequest(string Name, JsonElement Credential);

/// <summary>A passkey's name.</summary>
internal sealed record PasskeyNameRequest(string Name);

/// <summary>Signing in with a passkey, and a member's own passkeys.</summary>
internal static class PasskeysApi
{
    public static void MapPasskeysApi(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/auth/passkey").WithTags("Auth").AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        auth.MapPost("/begin", BeginSignInAsync)
            .Produces<JsonElement>()
            .Describe("beginPasskeySignIn", "A challenge for whatever passkey this browser has.", ProblemKind.PasswordSignInOff, ProblemKind.RateLimited);
        auth.MapPost("/", SignInAsync)
            .Produces(204)
            .Describe("signInWithPasskey", "Signs a member in by a passkey, which stands for password and second factor.",
                ProblemKind.SignInFailed, ProblemKind.PasswordSignInOff, ProblemKind.RateLimited);
        var group = app.MapGroup("/api/account/passkeys").WithTags("Account").RequireAuthorization(Policies.Member);
        group.MapGet("/", ListAsync)
            .Produces<PasskeyView[]>()
            .Describe("getPasskeys", "The passkeys of whoever is signed in.");
        group.MapPost("/begin", BeginAddingAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces<JsonElement>()
            .Describe("beginPasskey", "A challenge for a new passkey.", ProblemKind.WrongPassword, ProblemKind.SignInAgain, ProblemKind.RateLimited);
        group.MapPost("/", AddAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces(204)
            .Describe("addPasskey", "Adds the passkey that the browser has made.", ProblemKind.Invalid, ProblemKind.AlreadyExists, ProblemKind.RateLimited);
        group.MapPut("/{passkeyId}", RenameAsync)
            .Produces(204)
            .Describe("renamePasskey", "Gives a passkey another name.", ProblemKind.NotFound, ProblemKind.Invalid);
        group.MapPost("/{passkeyId}/remove", RemoveAsync).RequireRateLimiting(RateLimits.SignIn)
            .Produces(204)
            .Describe("removePasskey", "Nobody signs in with that passkey any more.",
                ProblemKind.NotFound, ProblemKind.WrongPassword, ProblemKind.SignInAgain, ProblemKind.RateLimited);
    }

    private static async Task<IResult> BeginSignInAsync(HttpContext http, SignIn signIn, PasskeyCeremonies ceremonies) =>
        await signIn.IsPasswordOffAsync()
            ? new ProblemResult(ProblemKind.PasswordSignInOff)
            : TypedResults.Ok(await ceremonies.BeginSignInAsync(http));

    private static async Task<IResult> SignInAsync(
        PasskeySignInRequest request, HttpContext http, SignIn signIn, PasskeyCeremonies ceremonies, MemberCookies cookies, IClusterClient grains, AuditLog audit)
    {
        if (await signIn.IsPasswordOffAsync())
            return new ProblemResult(ProblemKind.PasswordSignInOff);
        var signed = await ceremonies.FinishSignInAsync(http, request.Credential);
        // Asked of the grain too: of two browsers with the same signature only one comes in.
        var counts = signed is { } shown
            && await grains.GetGrain<IClinicianGrain>(shown.Account.ClinicianId).UsePasskeyAsync(shown.Passkey.CredentialId, shown.Passkey.SignCount);
        GatewayMetrics.CountSignIn("passkey", counts);
        await audit.AppendAsync(
            counts ? AuditAction.SignedIn : AuditAction.SignInRefused, signed?.Account.ClinicianId ?? AuditEntry.Unknown, detail: "passkey");
        if (!counts)
            return new ProblemResult(ProblemKind.SignInFailed);
        await cookies.GiveByPasskeyAsync(http, signed!.Value.Account);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IClusterClient grains) =>
        TypedResults.Ok((await Account(user, grains).GetPasskeysAsync())
            .Select(p => new PasskeyView(p.Id, p.Name, p.AddedAt, p.LastUsedAt, p.BackedUp)).ToArray());

    private static async Task<IResult> BeginAddingAsync(
        ConfirmRequest request, HttpContext http, ClaimsPrincipal user, IClusterClient grains, Confirmation confirmation, PasskeyCeremonies ceremonies)
    {
        await confirmation.RequireAsync(user, request.Password);
        return TypedResults.Ok(await ceremonies.BeginAddingAsync(http, await Account(user, grains).GetAsync()));
    }

    private static async Task<IResult> AddAsync(
        NewPasskeyRequest request, HttpContext http, ClaimsPrincipal user, IClusterClient grains, PasskeyCeremonies ceremonies, TimeProvider time, AuditLog audit)
    {
        var account = Account(user, grains);
        if (await ceremonies.FinishAddingAsync(http, await account.GetAsync(), request.Credential) is not { } made)
            throw new RefusedException(Refusal.Invalid);
        await account.AddPasskeyAsync(new Passkey(
            Ids.New(), made.CredentialId, made.PublicKey, made.SignCount, made.IsBackupEligible, made.IsBackedUp, request.Name, time.GetUtcNow()));
        await audit.AppendAsync(AuditAction.AccountChanged, user.ActorId(), detail: "passkey-added");
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RenameAsync(string passkeyId, PasskeyNameRequest request, ClaimsPrincipal user, IClusterClient grains)
    {
        await Account(user, grains).RenamePasskeyAsync(passkeyId, request.Name);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RemoveAsync(
        string passkeyId, ConfirmRequest request, ClaimsPrincipal user, IClusterClient grains, Confirmation confirmation, AuditLog audit)
    {
        if ((await Account(user, grains).GetPasskeysAsync()).All(p => p.Id != passkeyId))
            throw new RefusedException(Refusal.NotFound);
        await confirmation.RequireAsync(user, request.Password);
        await Account(user, grains).RemovePasskeyAsync(passkeyId);
        await audit.AppendAsync(AuditAction.AccountChanged, user.ActorId(), detail: "passkey-removed");
        return TypedResults.NoContent();
    }

    private static IClinicianGrain Account(ClaimsPrincipal user, IClusterClient grains) => grains.GetGrain<IClinicianGrain>(user.ClinicianId()!);
}
