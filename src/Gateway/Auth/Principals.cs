using System.Globalization;
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
    public const string SelfIdClaim = "psycare:self";
    public const string GenerationClaim = "psycare:generation";

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

    /// <summary>A patient in one session. Where this browser has the same patient's own page open, it stays open.</summary>
    public static ClaimsPrincipal Patient(string sessionId, string patientId, string scheme, ClaimsPrincipal? before = null)
    {
        var self = before?.SelfId() == patientId ? before.FindAll(c => c.Type is SelfIdClaim or GenerationClaim) : [];
        return new(new ClaimsIdentity([new(SessionIdClaim, sessionId), new(PatientIdClaim, patientId), .. self.Select(Copy)], scheme));
    }

    /// <summary>A patient on their own page. Where this browser is in a session of the same patient, it stays in it.</summary>
    public static ClaimsPrincipal Self(string patientId, int generation, ClaimsPrincipal? before, string scheme)
    {
        var session = before?.FindFirstValue(PatientIdClaim) == patientId ? before.FindAll(c => c.Type is SessionIdClaim or PatientIdClaim) : [];
        return new(new ClaimsIdentity(
            [new(SelfIdClaim, patientId), new(GenerationClaim, generation.ToString(CultureInfo.InvariantCulture)), .. session.Select(Copy)], scheme));
    }

    /// <summary>The same principal without the right to the patient's own page; null where nothing is left.</summary>
    public static ClaimsPrincipal? WithoutSelf(ClaimsPrincipal user, string scheme)
    {
        var left = user.Claims.Where(c => c.Type is not (SelfIdClaim or GenerationClaim)).Select(Copy).ToList();
        return left.Count == 0 ? null : new ClaimsPrincipal(new ClaimsIdentity(left, scheme));
    }

    /// <summary>The patient whose own page this browser may open; null for everybody else.</summary>
    public static string? SelfId(this ClaimsPrincipal user) => user.FindFirstValue(SelfIdClaim);

    /// <summary>Under which link this browser came in; 0 for everybody else.</summary>
    public static int Generation(this ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(GenerationClaim), CultureInfo.InvariantCulture, out var generation) ? generation : 0;

    /// <summary>Whether they are a supervisor or an administrator.</summary>
    public static bool IsOverseer(this ClaimsPrincipal user) =>
        user.HasClaim(RoleClaim, Name(MemberRoles.Supervisor)) || user.HasClaim(RoleClaim, Name(MemberRoles.Administrator));

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
        user.ClinicianId() ?? user.FindFirstValue(PatientIdClaim) ?? user.SelfId() ?? throw new InvalidOperationException("Nobody is signed in.");

    public static ParticipantRole Role(this ClaimsPrincipal user) =>
        user.ClinicianId() is null ? ParticipantRole.Patient : ParticipantRole.Clinician;

    private static Claim Copy(Claim claim) => new(claim.Type, claim.Value);
}
