using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Rights;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Rights;

/// <summary>
/// What a patient took back, had erased or asks for, as their therapist sees it; and the therapist's answer to a patient who has asked for
/// everything to be erased: do it, or say why not yet.
/// </summary>
internal static class PatientRightsApi
{
    public static void MapPatientRightsApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/patients/{patientId}").WithTags("Patients' rights").RequireAuthorization(Policies.Therapist);
        group.MapGet("/rights", GetAsync)
            .Produces<PatientRightsView>()
            .Describe("getPatientRights", "What the patient took back and asks for, what was erased, and legal holds.", ProblemKind.NotFound);
        group.MapPut("/erasure", AnswerAsync)
            .Produces(204)
            .Describe("answerErasure", "Tells a patient who has asked for erasure what is kept and why; they read it on their page.",
                ProblemKind.NotFound, ProblemKind.WrongPhase, ProblemKind.Invalid);
        group.MapPost("/erasure", EraseAsync).Clinical("erasure")
            .Produces(204)
            .Describe("erasePatient", "Erases everything of a patient who has asked for it, in every copy.",
                ProblemKind.NotFound, ProblemKind.WrongPhase, ProblemKind.LegalHold);
    }

    /// <summary>A request as a page shows it; null where there is none.</summary>
    public static ErasureRequestView? View(ErasureRequest? request) =>
        request is null ? null : new ErasureRequestView(request.AskedAt, request.Answer?.At, request.Answer?.Text);

    private static async Task<IResult> GetAsync(
        string patientId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains, MemberNames names)
    {
        var (patient, file) = await access.OpenPatientAsync(user, patientId);
        var policy = (await grains.GetGrain<IPracticeGrain>(user.PracticeId()!).GetAsync()).Policy.Retention;
        var events = await Task.WhenAll(file.SessionIds.Select(async id => RightsEvents.Of(
            await grains.GetGrain<ISessionGrain>(id).GetAsync(), await grains.GetGrain<IRecordingGrain>(id).GetAsync())));
        return TypedResults.Ok(new PatientRightsView(
            file.CareEndedAt,
            file.CareEndedAt?.AddDays(policy.RecordDays),
            await LegalHoldsApi.ViewAsync(await patient.GetHoldsAsync(), names),
            View(await grains.GetGrain<IPatientAccessGrain>(patientId).GetErasureAsync()),
            [.. events.SelectMany(e => e).OrderByDescending(e => e.At)]));
    }

    private static async Task<IResult> AnswerAsync(
        string patientId, AnswerRequest request, ClaimsPrincipal user, SessionAccess access, IClusterClient grains, AuditLog audit)
    {
        await access.OpenPatientAsync(user, patientId);
        await grains.GetGrain<IPatientAccessGrain>(patientId).AnswerErasureAsync(user.ActorId(), request.Text);
        await audit.AppendAsync(AuditAction.ErasureAnswered, user.ActorId(), detail: patientId);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EraseAsync(string patientId, ClaimsPrincipal user, SessionAccess access, IClusterClient grains)
    {
        var (patient, _) = await access.OpenPatientAsync(user, patientId);
        // A therapist alone does not destroy a record: only whom it is about can ask for that.
        if (await grains.GetGrain<IPatientAccessGrain>(patientId).GetErasureAsync() is null)
            throw new RefusedException(Refusal.WrongPhase);
        await patient.EraseAsync(user.ActorId());
        return TypedResults.NoContent();
    }
}
