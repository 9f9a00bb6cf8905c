using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Auth;

/// <summary>Who may come in where. What is not named here is for nobody who is not signed in.</summary>
internal static class Policies
{
    /// <summary>A therapist; which patients are theirs is checked by <see cref="SessionAccess"/>.</summary>
    public const string Therapist = "therapist";

    /// <summary>Sees figures over a group, nothing that is a patient's.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Manages members and policy.</summary>
    public const string Administrator = "administrator";

    /// <summary>Any member of the practice, for what is their own: account, password, devices.</summary>
    public const string Member = "member";

    /// <summary>A patient who has redeemed an invite.</summary>
    public const string Patient = "patient";

    /// <summary>One of the two in a session: therapist or patient.</summary>
    public const string Participant = "participant";

    /// <summary>A patient on their own page.</summary>
    public const string Self = "self";

    /// <summary>A supervisor or an administrator: may break the glass, which tells everybody.</summary>
    public const string Overseer = "overseer";

    /// <summary>Whoever may look at a session afterwards: its therapist, or an overseer who broke the glass. <see cref="SessionAccess"/> decides.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Whoever is signed in.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>The bearer of a media token (WHIP).</summary>
    public const string Media = "media";

    public static void Add(AuthorizationOptions options)
    {
        Add(options, MemberRoles.Therapist, Therapist);
        Add(options, MemberRoles.Supervisor, Supervisor);
        Add(options, MemberRoles.Administrator, Administrator);
        options.AddPolicy(Member, p => p.RequireAuthenticatedUser().RequireClaim(Principals.ClinicianIdClaim));
        options.AddPolicy(Patient, p => p.RequireAuthenticatedUser().RequireClaim(Principals.PatientIdClaim));
        options.AddPolicy(Participant, p => p.RequireAuthenticatedUser().RequireAssertion(c => IsPatient(c.User) || IsTherapist(c.User)));
        options.AddPolicy(Self, p => p.RequireAuthenticatedUser().RequireClaim(Principals.SelfIdClaim));
        options.AddPolicy(Overseer, p => p.RequireAuthenticatedUser().RequireAssertion(c => c.User.IsOverseer()));
        options.AddPolicy(Reviewer, p => p.RequireAuthenticatedUser().RequireAssertion(c => IsTherapist(c.User) || c.User.IsOverseer()));
        options.AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
        options.AddPolicy(Media, p => p.AddAuthenticationSchemes(MediaTokenHandler.Scheme).RequireAuthenticatedUser());
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }

    private static void Add(AuthorizationOptions options, MemberRoles role, string policy) =>
        options.AddPolicy(policy, p => p.RequireAuthenticatedUser().RequireClaim(Principals.RoleClaim, Principals.Name(role)));

    private static bool IsPatient(ClaimsPrincipal user) => user.HasClaim(c => c.Type == Principals.PatientIdClaim);

    private static bool IsTherapist(ClaimsPrincipal user) => user.HasClaim(Principals.RoleClaim, Principals.Name(MemberRoles.Therapist));
}
