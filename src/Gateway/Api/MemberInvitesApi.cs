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

/// <summary>How people become members: an administrator makes a link, the invited person sets name and password.</summary>
internal static class MemberInvitesApi
{
    public static void MapMemberInvitesApi(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/api/practice/invitations").WithTags("Practice").RequireAuthorization(Policies.Administrator);
        own.MapGet("/", ListAsync)
            .Produces<IReadOnlyList<InvitationView>>()
            .Describe("listInvitations", "Invitations that can still be accepted, newest first.");
        own.MapPost("/", InviteAsync)
            .Produces<InvitationLink>(201)
            .Describe("inviteMember", "Makes a link for a new member; an earlier one for the same address stops working.",
                ProblemKind.Invalid, ProblemKind.AlreadyExists);
        own.MapDelete("/{invitationId}", WithdrawAsync)
            .Produces(204)
            .Describe("withdrawInvitation", "Takes an invitation back.");

        var open = app.MapGroup("/api/member-invites").WithTags("Practice").AllowAnonymous().RequireRateLimiting(RateLimits.Invite);
        open.MapPost("/inspect", InspectAsync)
            .Produces<MemberInviteView>()
            .Describe("inspectMemberInvite", "Tells what an invitation is for, without using it up.",
                ProblemKind.InviteUnknown, ProblemKind.InviteUsed, ProblemKind.InviteExpired, ProblemKind.RateLimited);
        open.MapPost("/accept", AcceptAsync)
            .Produces(204)
            .Describe("acceptMemberInvite", "Uses an invitation up: makes the account and signs the new member in.",
                ProblemKind.InviteUnknown, ProblemKind.InviteUsed, ProblemKind.WeakPassword, ProblemKind.Invalid,
                ProblemKind.PasswordSignInOff, ProblemKind.RateLimited);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IClusterClient grains)
    {
        var invitations = await MembersApi.Practice(user, grains).GetInvitationsAsync();
        return TypedResults.Ok(invitations.Select(i => new InvitationView(i.Id, i.Email, i.Roles.Each(), i.Invite.ExpiresAt)).ToList());
    }

    private static async Task<IResult> InviteAsync(
        InviteMemberRequest request, ClaimsPrincipal user, IClusterClient grains, GatewayOptions options, AuditLog audit, HttpContext http)
    {
        var issued = await MembersApi.Practice(user, grains).InviteMemberAsync(request.Email, MembersApi.Together(request.Roles));
        await audit.AppendAsync(AuditAction.MemberInvited, user.ActorId(), detail: issued.InvitationId);
        var here = options.PublicUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}/");
        var token = new LinkToken(issued.InvitationId, issued.Secret).ToString();
        var link = new InvitationLink(issued.InvitationId, new Uri(here, $"/welcome#{token}").ToString(), token, issued.ExpiresAt);
        return TypedResults.Created((string?)null, link);
    }

    private static async Task<IResult> WithdrawAsync(string invitationId, ClaimsPrincipal user, IClusterClient grains, AuditLog audit)
    {
        await MembersApi.Practice(user, grains).WithdrawInvitationAsync(invitationId);
        await audit.AppendAsync(AuditAction.MemberChanged, user.ActorId(), detail: "invitation-withdrawn");
        return TypedResults.NoContent();
    }

    private static async Task<IResult> InspectAsync(MemberInviteRequest request, IClusterClient grains, GatewayOptions options)
    {
        var practice = grains.GetGrain<IPracticeGrain>(options.PracticeId);
        var (id, secret) = LinkToken.Parse(request.Token);
        var invitation = await practice.InspectInvitationAsync(id, secret);
        return TypedResults.Ok(new MemberInviteView((await practice.GetAsync()).Name, invitation.Email, invitation.Roles.Each()));
    }

    private static async Task<IResult> AcceptAsync(
        AcceptMemberRequest request, IClusterClient grains, GatewayOptions options, IPasswordHasher<ClinicianAccount> hasher, MemberCookies cookies,
        SignIn signIn, AuditLog audit, HttpContext http)
    {
        if (await signIn.IsPasswordOffAsync())
            return new ProblemResult(ProblemKind.PasswordSignInOff);
        var practice = grains.GetGrain<IPracticeGrain>(options.PracticeId);
        var (id, secret) = LinkToken.Parse(request.Token);
        var invitation = await practice.InspectInvitationAsync(id, secret);
        if (!Names.IsValid(request.DisplayName))
            throw new RefusedException(Refusal.Invalid);
        RefusedException.ThrowIf(PasswordRules.Check(request.Password, invitation.Email, request.DisplayName));
        var memberId = await practice.AcceptInvitationAsync(id, secret, request.DisplayName, hasher.HashPassword(null!, request.Password));
        await audit.AppendAsync(AuditAction.MemberJoined, memberId, detail: id);
        await cookies.GiveAsync(http, await grains.GetGrain<IClinicianGrain>(memberId).GetAsync());
        return TypedResults.NoContent();
    }
}
