using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Sessions;

namespace PsyCare.Contracts.People;

/// <summary>A patient: their file and their consent history across sessions. Key: patient id.</summary>
public interface IPatientGrain : IGrainWithStringKey
{
    /// <summary>Creates the patient. Repeating it changes nothing. Refuses with Invalid on a name that cannot be shown.</summary>
    Task CreateAsync(string displayName, string clinicianId);

    /// <summary>The file. Refuses with NotFound where the patient was never created.</summary>
    [ReadOnly]
    Task<PatientFile> GetAsync();

    /// <summary>Adds a session, newest first. Repeating it changes nothing.</summary>
    Task AddSessionAsync(string sessionId);

    /// <summary>Appends to the consent history.</summary>
    Task RecordConsentAsync(string sessionId, ConsentEntry entry);

    /// <summary>Keeps what the patient last confirmed, to be offered at the next session.</summary>
    Task KeepSafetyAsync(SafetyConfirmation safety);

    /// <summary>What the patient last confirmed; null before the first time.</summary>
    [ReadOnly]
    Task<SafetyConfirmation?> GetSafetyAsync();
}
