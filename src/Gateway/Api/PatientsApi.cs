using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Api;

/// <summary>A clinician's caseload.</summary>
internal static class PatientsApi
{
    public static void MapPatientsApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/patients").WithTags("Patients").RequireAuthorization(Policies.Therapist);
        group.MapGet("/", ListAsync)
            .Produces<IReadOnlyList<PatientSummary>>()
            .Describe("listPatients", "The caseload, newest patient first.");
        group.MapPost("/", CreateAsync)
            .Produces<PatientDetail>(201)
            .Describe("createPatient", "Adds a patient to the caseload.", ProblemKind.Invalid);
        group.MapGet("/{patientId}", GetAsync)
            .Produces<PatientDetail>()
            .Describe("getPatient", "A patient with all sessions, newest first.", ProblemKind.NotFound);
        group.MapPost("/{patientId}/sessions", CreateSessionAsync)
            .Produces<SessionCreated>(201)
            .Describe("createSession", "Creates a session, planned or for now.", ProblemKind.NotFound);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IClusterClient grains)
    {
        var ids = await grains.GetGrain<IClinicianGrain>(user.ClinicianId()!).GetCaseloadAsync();
        return TypedResults.Ok(await Task.WhenAll(ids.Select(id => SummariseAsync(grains, id))));
    }

    private static async Task<PatientSummary> SummariseAsync(IClusterClient grains, string patientId)
    {
        var file = await grains.GetGrain<IPatientGrain>(patientId).GetAsync();
        var last = file.SessionIds is [var newest, ..] ? await grains.GetGrain<ISessionGrain>(newest).GetAsync() : null;
        var asks = await grains.GetGrain<IPatientAccessGrain>(patientId).GetErasureAsync() is { Answer: null };
        return new PatientSummary(file.PatientId, file.DisplayName, last is null ? null : SessionSummary.Of(last), file.SessionIds.Count, asks);
    }

    private static async Task<IResult> CreateAsync(CreatePatientRequest request, ClaimsPrincipal user, IClusterClient grains)
    {
        var patientId = Ids.New();
        var patient = grains.GetGrain<IPatientGrain>(patientId);
        await patient.CreateAsync(request.DisplayName, user.ClinicianId()!);
        await grains.GetGrain<IClinicianGrain>(user.ClinicianId()!).AddPatientAsync(patientId);
        var file = await patient.GetAsync();
        return TypedResults.Created($"/api/patients/{patientId}", new PatientDetail(patientId, file.DisplayName, []));
    }

    private static async Task<IResult> GetAsync(string patientId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains)
    {
        var (_, file) = await access.OpenPatientAsync(user, patientId);
        var sessions = await Task.WhenAll(file.SessionIds.Select(id => grains.GetGrain<ISessionGrain>(id).GetAsync()));
        return TypedResults.Ok(new PatientDetail(file.PatientId, file.DisplayName, [.. sessions.Select(SessionSummary.Of)]));
    }

    private static async Task<IResult> CreateSessionAsync(
        string patientId, CreateSessionRequest? request, ClaimsPrincipal user, SessionAccess access, IClusterClient grains)
    {
        await access.OpenPatientAsync(user, patientId);
        var sessionId = Ids.New();
        var session = new CreateSession(
            user.PracticeId()!, user.ClinicianId()!, patientId, request?.ScheduledFor, request?.PlannedMinutes ?? 50);
        await grains.GetGrain<ISessionGrain>(sessionId).CreateAsync(session);
        return TypedResults.Created($"/api/sessions/{sessionId}", new SessionCreated(sessionId));
    }
}
