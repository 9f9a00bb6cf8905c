using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
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
            .Describe("setPolicy", "Replaces the policy; live sessions follow within a minute.", ProblemKind.Invalid, ProblemKind.ForbiddenByPolicy);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IClusterClient grains) =>
        TypedResults.Ok(View((await MembersApi.Practice(user, grains).GetAsync()).Policy));

    private static async Task<IResult> SetAsync(PolicyView request, ClaimsPrincipal user, IClusterClient grains, AuditLog audit, TimeProvider time)
    {
        var practice = MembersApi.Practice(user, grains);
        var before = (await practice.GetAsync()).Policy;
        var after = before with
        {
            Jurisdiction = request.Jurisdiction,
            EmotionAnalysis = request.EmotionAnalysis,
            MarkerSuggestions = request.MarkerSuggestions,
            SupervisionNeedsConsent = request.SupervisionNeedsConsent,
            SecondFactorSince = request.SecondFactorRequired ? before.SecondFactorSince ?? time.GetUtcNow() : null,
        };
        await practice.SetPolicyAsync(after);
        foreach (var change in Changes(View(before), View(after)))
            await audit.AppendAsync(AuditAction.PolicyChanged, user.ActorId(), detail: change);
        return TypedResults.Ok(View(after));
    }

    private static PolicyView View(PracticePolicy policy) => new(
        policy.Jurisdiction, policy.EmotionAnalysis, policy.MarkerSuggestions, policy.SupervisionNeedsConsent, policy.SecondFactorSince is not null);

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
    }

    private static string Switched(string what, bool on) => $"{what}-{(on ? "on" : "off")}";
}
