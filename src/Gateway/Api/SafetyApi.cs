using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Sessions;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;

namespace PsyCare.Gateway.Api;

/// <summary>What a patient last confirmed, to be confirmed again with one tap.</summary>
/// <param name="Last">Null before the first time.</param>
/// <param name="Confirmed">Whether it was confirmed for this session.</param>
internal sealed record SafetyView(SafetyDetails? Last, bool Confirmed);

/// <summary>Where a waiting patient's therapist is.</summary>
internal enum TherapistStatus
{
    /// <summary>Not in this session's room, nor in another.</summary>
    NotYet = 1,

    /// <summary>In another session.</summary>
    WithSomeone = 2,

    /// <summary>In this session's room.</summary>
    Here = 3,
}

/// <summary>Where a waiting patient's therapist is.</summary>
internal sealed record TherapistView(TherapistStatus Status);

/// <summary>A patient's own details for the case of an emergency, and their therapist's whereabouts while they wait.</summary>
internal static class SafetyApi
{
    public static void MapSafetyApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sessions/{sessionId}").WithTags("Safety");
        group.MapGet("/safety", GetAsync).RequireAuthorization(Policies.Patient)
            .Produces<SafetyView>()
            .Describe("getSafety", "What the patient last confirmed: location, callback number, emergency contact.", ProblemKind.NotFound);
        group.MapPut("/safety", ConfirmAsync).Clinical("safety").RequireAuthorization(Policies.Patient)
            .Produces(204)
            .Describe("confirmSafety", "The patient confirms them for this session.", ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.WrongPhase);
        group.MapGet("/therapist", GetTherapistAsync).RequireAuthorization(Policies.Patient)
            .Produces<TherapistView>()
            .Describe("getTherapistStatus", "Whether the therapist is here, with someone, or not there yet.", ProblemKind.NotFound);
        group.MapPut("/plan", PlanAsync).RequireAuthorization(Policies.Therapist)
            .Produces(204)
            .Describe("planSession", "Plans another length.", ProblemKind.NotFound, ProblemKind.Invalid, ProblemKind.WrongPhase);
    }

    private static async Task<IResult> GetAsync(string sessionId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains)
    {
        var own = await access.OpenAsync(user, sessionId);
        var last = await grains.GetGrain<IPatientGrain>(own.Snapshot.PatientId).GetSafetyAsync();
        return TypedResults.Ok(new SafetyView(last?.Details, own.Snapshot.Safety is not null));
    }

    private static async Task<IResult> ConfirmAsync(
        string sessionId, SafetyRequest request, ClaimsPrincipal user, SessionAccess access, AccessLog accesses)
    {
        var own = await access.OpenAsync(user, sessionId);
        await own.Grain.ConfirmSafetyAsync(
            new SafetyDetails(request.Location, request.CallbackNumber, request.ContactName, request.ContactNumber));
        await accesses.RecordWriteAsync(sessionId, user.ActorId(), "safety");
        return TypedResults.NoContent();
    }

    private static async Task<IResult> GetTherapistAsync(string sessionId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains)
    {
        var own = await access.OpenAsync(user, sessionId);
        if (own.Snapshot.ClinicianPresent)
            return TypedResults.Ok(new TherapistView(TherapistStatus.Here));
        var busy = await grains.GetGrain<ITherapistPresenceGrain>(own.Snapshot.ClinicianId).IsWithSomeoneElseAsync(sessionId);
        return TypedResults.Ok(new TherapistView(busy ? TherapistStatus.WithSomeone : TherapistStatus.NotYet));
    }

    private static async Task<IResult> PlanAsync(string sessionId, PlanRequest request, ClaimsPrincipal user, SessionAccess access)
    {
        await (await access.OpenAsync(user, sessionId)).Grain.PlanAsync(request.Minutes);
        return TypedResults.NoContent();
    }
}
