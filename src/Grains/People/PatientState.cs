using PsyCare.Domain.Retention;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.People;

/// <summary>What is stored of a patient.</summary>
public sealed class PatientState : IPatientOwned
{
    /// <inheritdoc/>
    public string PatientId { get; set; } = "";

    /// <summary>Empty until created.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Their therapist.</summary>
    public string ClinicianId { get; set; } = "";

    /// <summary>When care ended; null while it goes on.</summary>
    public DateTimeOffset? CareEndedAt { get; set; }

    /// <summary>Whether any of <see cref="Holds"/> stands. Rows of earlier releases have this alone.</summary>
    public bool Held { get; set; }

    /// <summary>Legal holds, lifted ones too, oldest first.</summary>
    public List<LegalHold> Holds { get; set; } = [];

    /// <summary>Oldest first.</summary>
    public List<string> SessionIds { get; set; } = [];

    /// <summary>Append-only, across sessions.</summary>
    public List<ConsentRecord> Consents { get; set; } = [];

    /// <summary>Where the patient was and how to reach them, as last confirmed.</summary>
    public SafetyConfirmation? Safety { get; set; }
}

/// <summary>A decision and the session it was taken in.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Entry">The decision.</param>
public sealed record ConsentRecord(string SessionId, ConsentEntry Entry);
