using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Rights;
using PsyCare.Domain;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Rights;

/// <summary>Links to patients' own pages: issued and taken back by the therapist, used once by the patient.</summary>
internal static class PatientAccessApi
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void MapPatientAccessApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/patients/{patientId}/access-link").WithTags("Patient access").RequireAuthorization(Policies.Therapist);
        group.MapPost("/", IssueAsync)
            .Produces<AccessLink>()
            .Describe("issueAccessLink", "Issues a link to the patient's own page; an earlier one stops working.", ProblemKind.NotFound);
        group.MapDelete("/", RevokeAsync)
            .Produces(204)
            .Describe("revokeAccess", "Takes the patient's access back: the link, and browsers that came in by it.", ProblemKind.NotFound);
        app.MapPost("/api/access/redeem", RedeemAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Invite).WithTags("Patient access")
            .Produces(204)
            .Describe("redeemAccessLink", "Uses a link up and signs the patient in to their own page.",
                ProblemKind.InviteUnknown, ProblemKind.InviteUsed, ProblemKind.RateLimited);
    }

    private static async Task<IResult> IssueAsync(
        string patientId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains, GatewayOptions options, AuditLog audit, HttpContext http)
    {
        await access.OpenPatientAsync(user, patientId);
        var link = await grains.GetGrain<IPatientAccessGrain>(patientId).IssueLinkAsync();
        await audit.AppendAsync(AuditAction.AccessLinkIssued, user.ActorId(), detail: patientId);
        var here = options.PublicUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}/");
        var token = new LinkToken(patientId, link.Secret);
        string Link(Uri at) => new Uri(at, $"/me#{token}").ToString();
        return TypedResults.Ok(new AccessLink(Link(here), link.ExpiresAt, [.. options.NetworkUrls.Select(Link)]));
    }

    private static async Task<IResult> RevokeAsync(
        string patientId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains, AuditLog audit)
    {
        await access.OpenPatientAsync(user, patientId);
        await grains.GetGrain<IPatientAccessGrain>(patientId).RevokeAsync();
        await audit.AppendAsync(AuditAction.AccessRevoked, user.ActorId(), detail: patientId);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RedeemAsync(InviteRequest request, HttpContext http, SessionAccess access, IClusterClient grains, AuditLog audit)
    {
        var (patientId, secret) = LinkToken.Parse(request.Token);
        if (!await access.HasPatientAsync(patientId))
            throw new RefusedException(Refusal.InviteUnknown);
        var generation = await grains.GetGrain<IPatientAccessGrain>(patientId).RedeemAsync(secret);
        await audit.AppendAsync(AuditAction.AccessLinkRedeemed, patientId);
        await http.SignInAsync(
            Scheme, Principals.Self(patientId, generation, http.User, Scheme), new AuthenticationProperties { IsPersistent = true });
        return TypedResults.NoContent();
    }
}
