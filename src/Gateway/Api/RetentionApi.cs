using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Retention;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Retention;
using PsyCare.Domain.Vault;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;
using PsyCare.Gateway.Rights;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>How long what is kept, and what will be erased soon.</summary>
internal static class RetentionApi
{
    public static void MapRetentionApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api").WithTags("Retention");
        group.MapGet("/practice/retention", GetPolicyAsync).RequireAuthorization(Policies.Administrator)
            .Produces<RetentionPolicy>()
            .Describe("getRetention", "How long what is kept, in days.");
        group.MapPut("/practice/retention", SetPolicyAsync).RequireAuthorization(Policies.Administrator)
            .Produces<RetentionPolicy>()
            .Describe("setRetention", "Changes of it what differs from what was seen; what is due is erased after its notice.", ProblemKind.Invalid, ProblemKind.Conflict);
        group.MapGet("/practice/retention/notices", GetPracticeNoticesAsync).RequireAuthorization(Policies.Administrator)
            .Produces<IReadOnlyList<ErasureNoticeView>>()
            .Describe("getPracticeErasures", "What of the practice's patients will be erased soon, without names.");
        group.MapGet("/retention/notices", GetNoticesAsync).RequireAuthorization(Policies.Therapist)
            .Produces<IReadOnlyList<ErasureNoticeView>>()
            .Describe("getErasures", "What of one's own patients will be erased soon.");
        group.MapPut("/patients/{patientId}/care", SetCareAsync).RequireAuthorization(Policies.Therapist)
            .Produces(204)
            .Describe("setCare", "Says that care has ended, or goes on: retention counts from there.", ProblemKind.NotFound);
    }

    private static async Task<IResult> GetPolicyAsync(ClaimsPrincipal user, IClusterClient grains) =>
        TypedResults.Ok((await MembersApi.Practice(user, grains).GetAsync()).Policy.Retention);

    private static async Task<IResult> SetPolicyAsync(RetentionRequest request, ClaimsPrincipal user, IClusterClient grains, AuditLog audit)
    {
        var practice = MembersApi.Practice(user, grains);
        var current = (await practice.GetAsync()).Policy;
        var after = await practice.ChangePolicyAsync(
            current with { Retention = request.Seen ?? current.Retention }, current with { Retention = request.Wanted });
        var kept = after.Retention;
        await audit.AppendAsync(
            AuditAction.PolicyChanged,
            user.ActorId(),
            detail: $"retention-{kept.RecordingDays}-{kept.AffectDays}-{kept.RecordDays}-{kept.NoticeDays}");
        return TypedResults.Ok(kept);
    }

    private static async Task<IResult> GetNoticesAsync(ClaimsPrincipal user, IClusterClient grains) =>
        TypedResults.Ok(await NoticesOfAsync(user.ClinicianId()!, withNames: true, grains));

    private static async Task<IResult> GetPracticeNoticesAsync(ClaimsPrincipal user, IClusterClient grains, MemberNames names)
    {
        var members = await MembersApi.Practice(user, grains).GetMembersAsync();
        var notices = new List<ErasureNoticeView>();
        foreach (var member in members.Where(m => m.Roles.HasFlag(MemberRoles.Therapist)))
        {
            var name = await names.FindAsync(member.MemberId);
            notices.AddRange((await NoticesOfAsync(member.MemberId, withNames: false, grains)).Select(n => n with { TherapistName = name }));
        }

        return TypedResults.Ok<IReadOnlyList<ErasureNoticeView>>([.. notices.OrderBy(n => n.At)]);
    }

    private static async Task<IResult> SetCareAsync(
        string patientId, CareRequest request, ClaimsPrincipal user, SessionAccess access, AuditLog audit, TimeProvider time)
    {
        var (patient, file) = await access.OpenPatientAsync(user, patientId);
        await patient.SetCareEndedAsync(request.Ended ? file.CareEndedAt ?? time.GetUtcNow() : null);
        await audit.AppendAsync(AuditAction.ContentWritten, user.ActorId(), detail: request.Ended ? "care-ended" : "care-goes-on");
        return TypedResults.NoContent();
    }

    private static async Task<IReadOnlyList<ErasureNoticeView>> NoticesOfAsync(string clinicianId, bool withNames, IClusterClient grains)
    {
        var notices = new List<ErasureNoticeView>();
        foreach (var patientId in await grains.GetGrain<IClinicianGrain>(clinicianId).GetCaseloadAsync())
        {
            var planned = await grains.GetGrain<IRetentionGrain>(patientId).GetNoticesAsync();
            if (planned.Count == 0)
                continue;
            var file = await grains.GetGrain<IPatientGrain>(patientId).GetAsync();
            foreach (var p in planned)
            {
                var sessionId = p.What == ErasedThing.Patient ? null : p.Id;
                var sessionAt = sessionId is null ? null : (await grains.GetGrain<ISessionGrain>(sessionId).GetAsync()).LiveSince;
                notices.Add(new ErasureNoticeView(patientId, withNames ? file.DisplayName : null, p.What, sessionId, p.At, file.Held) { SessionAt = sessionAt });
            }
        }

        return [.. notices.OrderBy(n => n.At)];
    }
}

/// <summary>How long what is to be kept, as in <see cref="RetentionPolicy"/>.</summary>
internal sealed record RetentionRequest(int RecordingDays, int AffectDays, int RecordDays, int NoticeDays)
{
    /// <summary>What the administrator had before them; left out, what holds now.</summary>
    public RetentionPolicy? Seen { get; init; }

    [JsonIgnore]
    public RetentionPolicy Wanted => new(RecordingDays, AffectDays, RecordDays, NoticeDays);
}

/// <summary>Whether care has ended.</summary>
internal sealed record CareRequest(bool Ended);

/// <summary>Something that will be erased soon.</summary>
/// <param name="PatientId">Whose.</param>
/// <param name="PatientName">Their name, for their own therapist alone.</param>
/// <param name="What">A recording, an affect track, or the patient as a whole.</param>
/// <param name="SessionId">Of which session; null for the patient as a whole.</param>
/// <param name="At">When.</param>
/// <param name="Held">Whether a legal hold keeps it meanwhile.</param>
internal sealed record ErasureNoticeView(
    string PatientId, string? PatientName, ErasedThing What, string? SessionId, DateTimeOffset At, bool Held)
{
    /// <summary>When that session was.</summary>
    public DateTimeOffset? SessionAt { get; init; }

    /// <summary>Whose patient, for the administrators.</summary>
    public string? TherapistName { get; init; }
}
