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

/// <summary>The practice's policy: which AI features exist at all, and what members need.</summary>
internal static class PolicyApi
{
    public static void MapPolicyApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/practice/policy").WithTags("Practice").RequireAuthorization(Policies.Administrator);
        group.MapGet("/", GetAsync)
            .Produces<PolicyView>()
            .Describe("getPolicy", "The policy in force.");
        group.MapPut("/", SetAsync)
            .Produces<PolicyView>()
            .Describe("setPolicy", "Changes of the policy what differs from what was seen; live sessions follow within a minute.",
                ProblemKind.Invalid, ProblemKind.ForbiddenByPolicy, ProblemKind.NotConnected, ProblemKind.Conflict);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IClusterClient grains, GatewayOptions options) =>
        TypedResults.Ok(View((await MembersApi.Practice(user, grains).GetAsync()).Policy, options));

    private static async Task<IResult> SetAsync(
        PolicyRequest request, ClaimsPrincipal user, IClusterClient grains, GatewayOptions options, AuditLog audit, TimeProvider time)
    {
        var practice = MembersApi.Practice(user, grains);
        var current = (await practice.GetAsync()).Policy;
        if (request.PasswordSignInOff && !current.PasswordSignInOff)
            await RequireOtherWayInAsync(practice, user, options);
        var (seen, wanted) = (request.Seen?.Onto(current, time.GetUtcNow()) ?? current, request.Onto(current, time.GetUtcNow()));
        var after = await practice.ChangePolicyAsync(seen, wanted);
        foreach (var change in Changes(View(seen, options), View(wanted, options)))
            await audit.AppendAsync(AuditAction.PolicyChanged, user.ActorId(), detail: change);
        return TypedResults.Ok(View(after, options));
    }

    /// <summary>Whoever turns passwords off must get in without one themselves.</summary>
    private static async Task RequireOtherWayInAsync(IPracticeGrain practice, ClaimsPrincipal user, GatewayOptions options)
    {
        var members = await practice.GetMembersAsync();
        if (options.Oidc is null || members.All(m => m.MemberId != user.ClinicianId() || m.Identity is null))
            throw new RefusedException(Refusal.NotConnected);
    }

    private static PolicyView View(PracticePolicy policy, GatewayOptions options) => new(
        policy.Jurisdiction, policy.EmotionAnalysis, policy.MarkerSuggestions, policy.SupervisionNeedsConsent, policy.SecondFactorSince is not null,
        policy.PasswordSignInOff, options.Oidc?.Name);

    /// <summary>What changed, in the audit log's words.</summary>
    private static IEnumerable<string> Changes(PolicyView before, PolicyView after)
    {
        if (before.Jurisdiction != after.Jurisdiction)
            yield return $"jurisdiction-{after.Jurisdiction}";
        if (before.EmotionAnalysis != after.EmotionAnalysis)
            yield return Switched("emotion-analysis", after.EmotionAnalysis);
        if (before.MarkerSuggestions != after.MarkerSuggestions)
            yield return Switched("marker-suggestions", after.MarkerSuggestions);
        if (before.SupervisionNeedsConsent != after.SupervisionNeedsConsent)
            yield return Switched("supervision-consent", after.SupervisionNeedsConsent);
        if (before.SecondFactorRequired != after.SecondFactorRequired)
            yield return Switched("second-factor", after.SecondFactorRequired);
        if (before.PasswordSignInOff != after.PasswordSignInOff)
            yield return Switched("password-sign-in", !after.PasswordSignInOff);
    }

    private static string Switched(string what, bool on) => $"{what}-{(on ? "on" : "off")}";
}
