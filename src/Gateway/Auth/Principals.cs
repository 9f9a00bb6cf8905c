using System.Security.Claims;
using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Auth;

/// <summary>The two kinds of people who sign in, and what is remembered of each: opaque ids, nothing else.</summary>
internal static class Principals
{
    public const string ClinicianIdClaim = "psycare:clinician";
    public const string PracticeIdClaim = "psycare:practice";
    public const string PatientIdClaim = "psycare:patient";
    public const string SessionIdClaim = "psycare:session";

    public static ClaimsPrincipal Clinician(string clinicianId, string practiceId, string scheme) =>
        new(new ClaimsIdentity([new(ClinicianIdClaim, clinicianId), new(PracticeIdClaim, practiceId)], scheme));

    public static ClaimsPrincipal Patient(string sessionId, string patientId, string scheme) =>
        new(new ClaimsIdentity([new(SessionIdClaim, sessionId), new(PatientIdClaim, patientId)], scheme));

    public static string? ClinicianId(this ClaimsPrincipal user) => user.FindFirstValue(ClinicianIdClaim);

    public static string? PracticeId(this ClaimsPrincipal user) => user.FindFirstValue(PracticeIdClaim);

    /// <summary>The session that a patient's cookie is for; null for a clinician.</summary>
    public static string? PatientSessionId(this ClaimsPrincipal user) =>
        user.HasClaim(c => c.Type == PatientIdClaim) ? user.FindFirstValue(SessionIdClaim) : null;

    /// <summary>The id of whoever it is, for the access record.</summary>
    public static string ActorId(this ClaimsPrincipal user) =>
        user.ClinicianId() ?? user.FindFirstValue(PatientIdClaim) ?? throw new InvalidOperationException("Nobody is signed in.");

    public static ParticipantRole Role(this ClaimsPrincipal user) =>
        user.ClinicianId() is null ? ParticipantRole.Patient : ParticipantRole.Clinician;
}
