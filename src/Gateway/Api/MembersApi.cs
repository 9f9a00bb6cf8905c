using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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

/// <summary>The members of the practice, as its administrators manage them.</summary>
internal static class MembersApi
{
    public static void MapMembersApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/practice").WithTags("Practice").RequireAuthorization(Policies.Administrator);
        group.MapGet("/members", ListAsync)
            .Produces<IReadOnlyList<MemberView>>()
            .Describe("listMembers", "All members, in the order in which they came.");
        group.MapPut("/members/{memberId}", ChangeAsync)
            .Produces(204)
            .Describe("changeMember", "Changes a member's roles, or keeps them out; their browsers are signed out.",
                ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.LastAdministrator);
        group.MapPut("/members/{memberId}/supervisor", AssignAsync)
            .Produces(204)
            .Describe("assignSupervisor", "Puts a therapist into a supervisor's group, or into none.", ProblemKind.NotFound, ProblemKind.Invalid);
        group.MapPost("/members/{memberId}/reset-second-factor", ResetSecondFactorAsync)
            .Produces(204)
            .Describe("resetSecondFactor", "Removes a member's second factor, e.g. when the phone is lost; their browsers are signed out.",
                ProblemKind.NotFound);
        group.MapPost("/members/{memberId}/sign-out", SignOutAsync)
            .Produces(204)
            .Describe("signMemberOut", "Signs all browsers of a member out.", ProblemKind.NotFound);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IClusterClient grains)
    {
        var members = await Practice(user, grains).GetMembersAsync();
        return TypedResults.Ok(await Task.WhenAll(members.Select(member => ViewAsync(member, user, grains))));
    }

    private static async Task<MemberView> ViewAsync(Member member, ClaimsPrincipal user, IClusterClient grains)
    {
        var grain = grains.GetGrain<IClinicianGrain>(member.MemberId);
        var account = await grain.GetAsync();
        var devices = await grain.GetDevicesAsync();
        return new MemberView(
            member.MemberId, account.DisplayName, account.Email, member.Roles.Each(), member.Disabled, account.HasSecondFactor,
            devices.Count == 0 ? null : devices.Max(d => d.LastSeenAt), member.MemberId == user.ClinicianId(),
            member.SupervisorId);
    }

    private static async Task<IResult> ChangeAsync(
        string memberId, ChangeMemberRequest request, ClaimsPrincipal user, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        var practice = Practice(user, grains);
        var before = await MemberAsync(practice, memberId);
        var roles = Together(request.Roles);
        await practice.ChangeMemberAsync(memberId, roles, request.Disabled);
        accounts.Forget(memberId);
        if (before.Disabled != request.Disabled)
            await ChangedAsync(request.Disabled ? "disabled" : "enabled", memberId, user, audit);
        if (before.Roles != roles)
            await ChangedAsync($"roles-{string.Join('-', roles.Each().Select(Principals.Name))}", memberId, user, audit);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AssignAsync(
        string memberId, SupervisorRequest request, ClaimsPrincipal user, IClusterClient grains, AuditLog audit)
    {
        await Practice(user, grains).AssignSupervisorAsync(memberId, request.SupervisorId);
        await ChangedAsync("supervisor", memberId, user, audit);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ResetSecondFactorAsync(
        string memberId, ClaimsPrincipal user, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        await MemberAsync(Practice(user, grains), memberId);
        var account = grains.GetGrain<IClinicianGrain>(memberId);
        await account.CloseAllDevicesAsync();
        await account.RemoveSecondFactorAsync();
        await account.RemoveAllPasskeysAsync();
        accounts.Forget(memberId);
        await ChangedAsync("second-factor-reset", memberId, user, audit);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SignOutAsync(
        string memberId, ClaimsPrincipal user, IClusterClient grains, AccountCheck accounts, AuditLog audit)
    {
        await MemberAsync(Practice(user, grains), memberId);
        await grains.GetGrain<IClinicianGrain>(memberId).CloseAllDevicesAsync();
        accounts.Forget(memberId);
        await ChangedAsync("signed-out", memberId, user, audit);
        return TypedResults.NoContent();
    }

    /// <summary>Roles that were listed one by one.</summary>
    public static MemberRoles Together(IEnumerable<MemberRoles> roles) => roles.Aggregate(MemberRoles.None, (a, b) => a | b);

    /// <summary>The administrator's own practice.</summary>
    public static IPracticeGrain Practice(ClaimsPrincipal user, IClusterClient grains) => grains.GetGrain<IPracticeGrain>(user.PracticeId()!);

    private static async Task<Member> MemberAsync(IPracticeGrain practice, string memberId) =>
        (await practice.GetMembersAsync()).FirstOrDefault(m => m.MemberId == memberId) ?? throw new RefusedException(Refusal.NotFound);

    private static Task<long> ChangedAsync(string what, string memberId, ClaimsPrincipal user, AuditLog audit) =>
        audit.AppendAsync(AuditAction.MemberChanged, user.ActorId(), detail: $"{what}-{memberId}");
}
