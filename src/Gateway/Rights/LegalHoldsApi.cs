using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Retention;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Rights;

/// <summary>
/// Legal holds. A therapist may set one on their own patient, an administrator on any of the practice by the patient's reference; only an
/// administrator lifts one, for a therapist may be a party to the matter (ADR 22). The grain enters both in the audit log.
/// </summary>
internal static class LegalHoldsApi
{
    public static void MapLegalHoldsApi(this IEndpointRouteBuilder app)
    {
        app.MapPut("/api/patients/{patientId}/holds/{holdId}", SetOwnAsync).RequireAuthorization(Policies.Therapist).WithTags("Legal holds")
            .Produces(204)
            .Describe("setHold", "Forbids erasing anything of the patient; an administrator can lift it.",
                ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.TooLarge);
        var practice = app.MapGroup("/api/practice/holds").WithTags("Legal holds").RequireAuthorization(Policies.Administrator);
        practice.MapGet("/", ListAsync)
            .Produces<IReadOnlyList<HeldPatientView>>()
            .Describe("listHolds", "The practice's legal holds, without names.");
        practice.MapPut("/{patientId}/{holdId}", SetAsync)
            .Produces(204)
            .Describe("setPracticeHold", "Forbids erasing anything of a patient, by their reference.",
                ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.TooLarge);
        practice.MapPost("/{patientId}/{holdId}/lift", LiftAsync)
            .Produces(204)
            .Describe("liftHold", "Lifts a hold; what waited for that is erased within a day.", ProblemKind.NotFound, ProblemKind.Invalid);
    }

    /// <summary>Holds as people read them.</summary>
    public static Task<HoldView[]> ViewAsync(IEnumerable<LegalHold> holds, MemberNames names) =>
        Task.WhenAll(holds.Select(async h => new HoldView(
            h.Id, h.Reason, await names.FindAsync(h.SetBy), h.SetAt, h.LiftedAt, h.LiftedBy is null ? null : await names.FindAsync(h.LiftedBy), h.LiftReason)));

    private static async Task<IResult> SetOwnAsync(
        string patientId, string holdId, ReasonRequest request, ClaimsPrincipal user, SessionAccess access)
    {
        var (patient, _) = await access.OpenPatientAsync(user, patientId);
        await patient.SetHoldAsync(holdId, request.Reason, user.ActorId());
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IClusterClient grains, MemberNames names)
    {
        var list = grains.GetGrain<IHeldPatientsGrain>(user.PracticeId()!);
        var ids = await list.GetAsync();
        if (ids is null)
        {
            await list.TakeOverAsync(await OfEarlierReleasesAsync(user, grains));
            // With whoever was held meanwhile.
            ids = (await list.GetAsync())!;
        }

        var held = await Task.WhenAll(ids.Select(id => HeldAsync(id, grains, names)));
        return TypedResults.Ok<IReadOnlyList<HeldPatientView>>(
            [.. held.OfType<HeldPatientView>().OrderByDescending(h => h.Holds.Max(x => x.SetAt ?? DateTimeOffset.MinValue))]);
    }

    private static async Task<HeldPatientView?> HeldAsync(string patientId, IClusterClient grains, MemberNames names)
    {
        var patient = grains.GetGrain<IPatientGrain>(patientId);
        var holds = await patient.GetHoldsAsync();
        if (holds.Count == 0)
            return null;
        var therapistId = (await patient.GetAsync()).ClinicianId;
        return new HeldPatientView(patientId, await names.FindAsync(therapistId) ?? "", await ViewAsync(holds, names));
    }

    /// <summary>Asks every patient, once: earlier releases kept no list.</summary>
    private static async Task<IReadOnlyList<string>> OfEarlierReleasesAsync(ClaimsPrincipal user, IClusterClient grains)
    {
        var found = new List<string>();
        foreach (var therapist in (await MembersApi.Practice(user, grains).GetMembersAsync()).Where(m => m.Roles.HasFlag(MemberRoles.Therapist)))
        {
            foreach (var patientId in await grains.GetGrain<IClinicianGrain>(therapist.MemberId).GetCaseloadAsync())
            {
                if ((await grains.GetGrain<IPatientGrain>(patientId).GetHoldsAsync()).Count > 0)
                    found.Add(patientId);
            }
        }

        return found;
    }

    private static async Task<IResult> SetAsync(
        string patientId, string holdId, ReasonRequest request, ClaimsPrincipal user, IClusterClient grains)
    {
        await (await OfPracticeAsync(patientId, user, grains)).SetHoldAsync(holdId, request.Reason, user.ActorId());
        return TypedResults.NoContent();
    }

    private static async Task<IResult> LiftAsync(
        string patientId, string holdId, ReasonRequest request, ClaimsPrincipal user, IClusterClient grains)
    {
        await (await OfPracticeAsync(patientId, user, grains)).LiftHoldAsync(holdId, request.Reason, user.ActorId());
        return TypedResults.NoContent();
    }

    /// <summary>A patient of one of the practice's members, or a refusal with NotFound.</summary>
    private static async Task<IPatientGrain> OfPracticeAsync(string patientId, ClaimsPrincipal user, IClusterClient grains)
    {
        if (!Ids.IsValid(patientId))
            throw new RefusedException(Refusal.NotFound);
        var patient = grains.GetGrain<IPatientGrain>(patientId);
        var therapistId = (await patient.GetAsync()).ClinicianId;
        var members = await MembersApi.Practice(user, grains).GetMembersAsync();
        return members.Any(m => m.MemberId == therapistId) ? patient : throw new RefusedException(Refusal.NotFound);
    }
}
