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
internal record CrisisView(string EmergencyNumber, IReadOnlyList<CrisisLine> Lines)
{
    public static CrisisView Of(PracticePolicy policy) => new(policy.EmergencyNumber, policy.CrisisLines);

    /// <summary>The policy with these, and otherwise as it is. Refuses with Invalid.</summary>
    public PracticePolicy Onto(PracticePolicy policy)
    {
        // Nulls elsewhere are malformed JSON already.
        if (Lines.Any(l => l is null))
            throw new RefusedException(Refusal.Invalid);
        return policy with { EmergencyNumber = EmergencyNumber.Trim(), CrisisLines = [.. Lines.Select(l => l.Trimmed())] };
    }
}

/// <summary>They are to become this.</summary>
internal sealed record CrisisRequest(string EmergencyNumber, IReadOnlyList<CrisisLine> Lines) : CrisisView(EmergencyNumber, Lines)
{
    /// <summary>What the administrator had before them; left out, what holds now.</summary>
    public CrisisView? Seen { get; init; }
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
            .Describe("setCrisisLines", "Replaces them; pages that are open show them when they are next loaded.", ProblemKind.Invalid, ProblemKind.Conflict);
    }

    private static async Task<IResult> GetAsync(IClusterClient grains, GatewayOptions options) =>
        TypedResults.Ok(CrisisView.Of((await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetAsync()).Policy));

    private static async Task<IResult> SetAsync(CrisisRequest request, ClaimsPrincipal user, IClusterClient grains, AuditLog audit)
    {
        var practice = MembersApi.Practice(user, grains);
        var current = (await practice.GetAsync()).Policy;
        var (seen, wanted) = (request.Seen?.Onto(current) ?? current, request.Onto(current));
        var after = await practice.ChangePolicyAsync(seen, wanted);
        foreach (var change in Changes(seen, wanted))
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
