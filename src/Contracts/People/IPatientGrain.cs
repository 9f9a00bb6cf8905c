using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Retention;
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

    /// <summary>
    /// Forbids erasing anything of the patient, for a reason that the patient may read. Repeating it changes nothing. Refuses with Invalid where
    /// that is none, and with TooLarge beyond <see cref="LegalHold.MaxPerPatient"/>.
    /// </summary>
    Task SetHoldAsync(string holdId, string reason, string actorId);

    /// <summary>Lifts a hold, for a reason. Repeating it changes nothing. Refuses with NotFound and Invalid.</summary>
    Task LiftHoldAsync(string holdId, string reason, string actorId);

    /// <summary>All holds, lifted ones too, oldest first.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<LegalHold>> GetHoldsAsync();

    /// <summary>Says when care ended, or with null that it goes on: retention counts from there.</summary>
    Task SetCareEndedAsync(DateTimeOffset? endedAt);

    /// <summary>Whether a legal hold forbids erasing. Answers at once, also while the patient waits for grains that ask this.</summary>
    [AlwaysInterleave]
    Task<bool> IsHeldAsync();

    /// <summary>
    /// Erases a session with everything of it, in every copy. Refuses with LegalHold, and with WrongPhase while it is live. Repeating it changes
    /// nothing.
    /// </summary>
    /// <param name="sessionId">One of the patient's sessions.</param>
    /// <param name="actorId">Who asked for it, for the audit log.</param>
    Task EraseSessionAsync(string sessionId, string actorId);

    /// <summary>
    /// Erases the patient with everything of theirs, in every copy; afterwards they are not found. Refuses with LegalHold, and with WrongPhase
    /// while a session is live. Repeating it changes nothing.
    /// </summary>
    /// <param name="actorId">Who asked for it, for the audit log.</param>
    Task EraseAsync(string actorId);

    /// <summary>Appends to the consent history. Answers also while the patient waits for the session that asks this.</summary>
    [AlwaysInterleave]
    Task RecordConsentAsync(string sessionId, ConsentEntry entry);

    /// <summary>Keeps what the patient last confirmed, to be offered at the next session. Answers as <see cref="RecordConsentAsync"/>.</summary>
    [AlwaysInterleave]
    Task KeepSafetyAsync(SafetyConfirmation safety);

    /// <summary>What the patient last confirmed; null before the first time.</summary>
    [ReadOnly]
    Task<SafetyConfirmation?> GetSafetyAsync();
}
