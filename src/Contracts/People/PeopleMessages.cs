using Orleans;
using PsyCare.Domain.Practices;

namespace PsyCare.Contracts.People;

/// <summary>A patient as their therapist sees them.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="DisplayName">Clinical content.</param>
/// <param name="ClinicianId">Their therapist.</param>
/// <param name="SessionIds">Newest first.</param>
/// <param name="CareEndedAt">When care ended; null while it goes on.</param>
/// <param name="Held">Whether a legal hold forbids erasing anything.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.patient")]
public sealed record PatientFile(
    [property: Id(0)] string PatientId,
    [property: Id(1)] string DisplayName,
    [property: Id(2)] string ClinicianId,
    [property: Id(3)] IReadOnlyList<string> SessionIds,
    [property: Id(4)] DateTimeOffset? CareEndedAt = null,
    [property: Id(5)] bool Held = false);

/// <summary>The account of a practice's member.</summary>
/// <param name="ClinicianId">The clinician.</param>
/// <param name="PracticeId">Their practice.</param>
/// <param name="Email">Sign-in name, as given.</param>
/// <param name="DisplayName">As patients see it.</param>
/// <param name="PasswordHash">ASP.NET Core Identity's format.</param>
/// <param name="LockedUntil">No sign-in before this moment; null when not locked.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="Disabled">Whether they are kept out.</param>
/// <param name="HasSecondFactor">Whether signing in asks for a code.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes have not been used.</param>
/// <param name="IssuerOnly">Whether there is no password: they sign in by the practice's issuer alone.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.clinician")]
public sealed record ClinicianAccount(
    [property: Id(0)] string ClinicianId,
    [property: Id(1)] string PracticeId,
    [property: Id(2)] string Email,
    [property: Id(3)] string DisplayName,
    [property: Id(4)] string PasswordHash,
    [property: Id(5)] DateTimeOffset? LockedUntil,
    [property: Id(6)] MemberRoles Roles = MemberRoles.Therapist,
    [property: Id(7)] bool Disabled = false,
    [property: Id(8)] bool HasSecondFactor = false,
    [property: Id(9)] int RecoveryCodesLeft = 0,
    [property: Id(10)] bool IssuerOnly = false)
{
    /// <summary>Keeps the hash out of logs and debuggers.</summary>
    public override string ToString() => $"ClinicianAccount {ClinicianId}";
}

/// <summary>A practice and what its policy allows.</summary>
/// <param name="PracticeId">The practice.</param>
/// <param name="Name">As patients see it.</param>
/// <param name="EmotionAnalysisAllowed">False where a jurisdiction forbids it: then it is off whatever the patient says.</param>
/// <param name="Policy">All of the policy.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.practice")]
public sealed record PracticeProfile(
    [property: Id(0)] string PracticeId,
    [property: Id(1)] string Name,
    [property: Id(2)] bool EmotionAnalysisAllowed,
    [property: Id(3)] PracticePolicy Policy);

/// <summary>What a signed-in member may do now.</summary>
/// <param name="Roles">Their roles; none while they must set up a second factor first.</param>
/// <param name="MustEnrol">Whether the policy wants a second factor that they do not have yet.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.standing")]
public sealed record MemberStanding([property: Id(0)] MemberRoles Roles, [property: Id(1)] bool MustEnrol);

/// <summary>A fresh invitation of a member. The secret is known only now.</summary>
/// <param name="InvitationId">The invitation.</param>
/// <param name="Secret">The rest of the link.</param>
/// <param name="ExpiresAt">When it stops working.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.member-invitation")]
public sealed record IssuedInvitation(
    [property: Id(0)] string InvitationId, [property: Id(1)] string Secret, [property: Id(2)] DateTimeOffset ExpiresAt)
{
    /// <summary>Keeps the secret out of logs and debuggers.</summary>
    public override string ToString() => $"IssuedInvitation {InvitationId}";
}

/// <summary>A secret for an authenticator app, as long as it is being set up.</summary>
/// <param name="Secret">Base32 (RFC 4648), to be typed.</param>
/// <param name="Uri"><c>otpauth:</c>, to be shown as a QR code.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.new-second-factor")]
public sealed record NewSecondFactor([property: Id(0)] string Secret, [property: Id(1)] string Uri)
{
    /// <summary>Keeps the secret out of logs and debuggers.</summary>
    public override string ToString() => nameof(NewSecondFactor);
}
