using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <summary>What is stored of a practice.</summary>
public sealed class PracticeState
{
    /// <summary>Empty until created.</summary>
    public string Name { get; set; } = "";

    /// <summary>The practice's policy.</summary>
    public bool EmotionAnalysisAllowed { get; set; } = true;

    /// <summary>Clinician ids by upper-case e-mail address, as stored before there were roles; <see cref="Directory"/> takes them over.</summary>
    public Dictionary<string, string> CliniciansByEmail { get; set; } = [];

    /// <summary>The members.</summary>
    public MemberDirectory Directory { get; set; } = new();
}
