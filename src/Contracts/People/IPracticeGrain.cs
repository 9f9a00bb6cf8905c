using Orleans;
using Orleans.Concurrency;

namespace PsyCare.Contracts.People;

/// <summary>A practice: its profile, policy and directory of clinicians. Key: practice id.</summary>
public interface IPracticeGrain : IGrainWithStringKey
{
    /// <summary>Creates the practice. Repeating it changes nothing.</summary>
    /// <returns>True when it was created by this call.</returns>
    Task<bool> EnsureCreatedAsync(string name);

    /// <summary>The profile. Refuses with NotFound.</summary>
    [ReadOnly]
    Task<PracticeProfile> GetAsync();

    /// <summary>Allows or forbids emotion analysis for the whole practice; a live session follows within a minute.</summary>
    Task SetEmotionAnalysisAllowedAsync(bool allowed);

    /// <summary>Enters a clinician in the directory by e-mail address. Refuses with AlreadyExists.</summary>
    Task RegisterClinicianAsync(string email, string clinicianId);

    /// <summary>The clinician with that e-mail address (case and surrounding blanks do not matter), or null.</summary>
    [ReadOnly]
    Task<string?> FindClinicianAsync(string email);
}
