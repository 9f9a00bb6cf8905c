using System.Security.Claims;
using System.Text.Json;
using PsyCare.Contracts.People;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Auth;

/// <summary>The two kinds of people who sign in - members of the practice and patients - and what is remembered of each: opaque ids.</summary>
internal static class Principals
{
    public const string ClinicianIdClaim = "psycare:clinician";
    public const string PracticeIdClaim = "psycare:practice";
    public const string PatientIdClaim = "psycare:patient";
    public const string SessionIdClaim = "psycare:session";

    public const string DeviceIdClaim = "psycare:device";
    public const string RoleClaim = "psycare:role";
    public const string MustEnrolClaim = "psycare:must-enrol";

    /// <summary>
    /// A signed-in member. The standing is what the account says at this moment (<see cref="CookieCheck"/>); a cookie holds none.
    /// </summary>
    public static ClaimsPrincipal Clinician(string clinicianId, string practiceId, string deviceId, MemberStanding standing, string scheme) => new(
        new ClaimsIdentity(
            [
                new(ClinicianIdClaim, clinicianId), new(PracticeIdClaim, practiceId), new(DeviceIdClaim, deviceId),
                .. standing.Roles.Each().Select(role => new Claim(RoleClaim, Name(role))),
                .. standing.MustEnrol ? [new Claim(MustEnrolClaim, "")] : Array.Empty<Claim>(),
            ],
            scheme));

    /// <summary>A role as a claim has it.</summary>
    public static string Name(MemberRoles role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    public static ClaimsPrincipal Patient(string sessionId, string patientId, string scheme) =>
        new(new ClaimsIdentity([new(SessionIdClaim, sessionId), new(PatientIdClaim, patientId)], scheme));

    public static string? ClinicianId(this ClaimsPrincipal user) => user.FindFirstValue(ClinicianIdClaim);

    public static string? PracticeId(this ClaimsPrincipal user) => user.FindFirstValue(PracticeIdClaim);

    /// <summary>The browser that a member is signed in with; empty for a patient.</summary>
    public static string DeviceId(this ClaimsPrincipal user) => user.FindFirstValue(DeviceIdClaim) ?? "";

    /// <summary>Whether a member must set up a second factor before anything else.</summary>
    public static bool MustEnrol(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == MustEnrolClaim);

    /// <summary>The session that a patient's cookie is for; null for a clinician.</summary>
    public static string? PatientSessionId(this ClaimsPrincipal user) =>
        user.HasClaim(c => c.Type == PatientIdClaim) ? user.FindFirstValue(SessionIdClaim) : null;

    /// <summary>The id of whoever it is, for the access record.</summary>
    public static string ActorId(this ClaimsPrincipal user) =>
        user.ClinicianId() ?? user.FindFirstValue(PatientIdClaim) ?? throw new InvalidOperationException("Nobody is signed in.");

    public static ParticipantRole Role(this ClaimsPrincipal user) =>
        user.ClinicianId() is null ? ParticipantRole.Patient : ParticipantRole.Clinician;
}
