using Microsoft.AspNetCore.Authorization;

namespace PsyCare.Gateway.Auth;

/// <summary>Who may come in where. What is not named here is for nobody who is not signed in.</summary>
internal static class Policies
{
    /// <summary>A therapist; which patients are theirs is checked by <see cref="SessionAccess"/>.</summary>
    public const string Clinician = "clinician";

    /// <summary>A patient who has redeemed an invite.</summary>
    public const string Patient = "patient";

    /// <summary>Either of the two.</summary>
    public const string Participant = "participant";

    /// <summary>The bearer of a media token (WHIP).</summary>
    public const string Media = "media";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Clinician, p => p.RequireAuthenticatedUser().RequireClaim(Principals.ClinicianIdClaim));
        options.AddPolicy(Patient, p => p.RequireAuthenticatedUser().RequireClaim(Principals.PatientIdClaim));
        options.AddPolicy(Participant, p => p.RequireAuthenticatedUser()
            .RequireAssertion(c => c.User.HasClaim(x => x.Type is Principals.ClinicianIdClaim or Principals.PatientIdClaim)));
        options.AddPolicy(Media, p => p.AddAuthenticationSchemes(MediaTokenHandler.Scheme).RequireAuthenticatedUser());
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }
}
