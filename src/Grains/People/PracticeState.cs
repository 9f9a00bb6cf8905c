using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <summary>What is stored of a practice.</summary>
public sealed class PracticeState
{
    /// <summary>Empty until created.</summary>
    public string Name { get; set; } = "";

    /// <summary>The policy of a practice that was stored before <see cref="Policy"/>.</summary>
    public bool EmotionAnalysisAllowed { get; set; } = true;

    /// <summary>The policy; null until it is first set.</summary>
    public PracticePolicy? Policy { get; set; }

    /// <summary>Clinician ids by upper-case e-mail address, as stored before there were roles; <see cref="Directory"/> takes them over.</summary>
    public Dictionary<string, string> CliniciansByEmail { get; set; } = [];

    /// <summary>The members.</summary>
    public MemberDirectory Directory { get; set; } = new();

    /// <summary>Of members to come.</summary>
    public MemberInvitations Invitations { get; set; } = new();
}
