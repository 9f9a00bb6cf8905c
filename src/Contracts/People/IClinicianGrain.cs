using Orleans;
using Orleans.Concurrency;

namespace PsyCare.Contracts.People;

/// <summary>A clinician: account and caseload. Key: clinician id.</summary>
public interface IClinicianGrain : IGrainWithStringKey
{
    /// <summary>Creates the account. Refuses with AlreadyExists.</summary>
    Task CreateAsync(string practiceId, string email, string displayName, string passwordHash);

    /// <summary>The account. Refuses with NotFound.</summary>
    [ReadOnly]
    Task<ClinicianAccount> GetAsync();

    /// <summary>Counts a sign-in: five failures in a row lock the account for 15 minutes, success clears the count.</summary>
    /// <returns>The account after counting.</returns>
    Task<ClinicianAccount> RecordSignInAsync(bool succeeded);

    /// <summary>Replaces the hash, e.g. after a rehash with newer parameters.</summary>
    Task ReplacePasswordHashAsync(string passwordHash);

    /// <summary>Adds a patient to the caseload. Repeating it changes nothing.</summary>
    Task AddPatientAsync(string patientId);

    /// <summary>The caseload's patient ids, newest first.</summary>
    [ReadOnly]
    Task<IReadOnlyList<string>> GetCaseloadAsync();
}
