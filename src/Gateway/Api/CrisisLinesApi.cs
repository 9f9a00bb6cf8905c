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

/// <summary>Whom this practice's patients can call.</summary>
/// <param name="EmergencyNumber">In an emergency.</param>
/// <param name="Lines">In a crisis, in the order shown.</param>
internal sealed record CrisisView(string EmergencyNumber, IReadOnlyList<CrisisLine> Lines)
{
    public static CrisisView Of(PracticePolicy policy) => new(policy.EmergencyNumber, policy.CrisisLines);
}

/// <summary>Whom this practice's patients can call in an emergency or a crisis.</summary>
internal static class CrisisLinesApi
{
    public static void MapCrisisLinesApi(this IEndpointRouteBuilder app)
    {
        // For strangers too: somebody whose link no longer works may be the one who needs it.
        app.MapGet("/api/crisis-lines", GetAsync).AllowAnonymous().WithTags("Practice")
            .Produces<CrisisView>()
            .Describe("getCrisisLines", "Whom this practice's patients can call in an emergency or a crisis.");
        app.MapPut("/api/practice/crisis-lines", SetAsync).RequireAuthorization(Policies.Administrator).WithTags("Practice")
            .Produces<CrisisView>()
            .Describe("setCrisisLines", "Replaces them; pages that are open show them when they are next loaded.", ProblemKind.Invalid);
    }

    private static async Task<IResult> GetAsync(IClusterClient grains, GatewayOptions options) =>
        TypedResults.Ok(CrisisView.Of((await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetAsync()).Policy));

    private static async Task<IResult> SetAsync(CrisisView request, ClaimsPrincipal user, IClusterClient grains, AuditLog audit)
    {
        // Nulls elsewhere are malformed JSON already.
        if (request.Lines.Any(l => l is null))
            throw new RefusedException(Refusal.Invalid);
        var practice = MembersApi.Practice(user, grains);
        var before = (await practice.GetAsync()).Policy;
        var after = before with { EmergencyNumber = request.EmergencyNumber.Trim(), CrisisLines = [.. request.Lines.Select(l => l.Trimmed())] };
        await practice.SetPolicyAsync(after);
        foreach (var change in Changes(before, after))
            await audit.AppendAsync(AuditAction.PolicyChanged, user.ActorId(), detail: change);
        return TypedResults.Ok(CrisisView.Of(after));
    }

    /// <summary>What changed, in the audit log's words.</summary>
    private static IEnumerable<string> Changes(PracticePolicy before, PracticePolicy after)
    {
        if (!before.CrisisLines.SequenceEqual(after.CrisisLines))
            yield return $"crisis-lines-{after.CrisisLines.Count}";
        if (before.EmergencyNumber != after.EmergencyNumber)
            yield return $"emergency-number-{after.EmergencyNumber}";
    }
}
