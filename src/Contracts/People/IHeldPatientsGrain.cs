using Orleans;

namespace PsyCare.Contracts.People;

/// <summary>
/// The patients of a practice who have, or had, a legal hold, so that its list need not ask every patient. May name one too many, never one too few:
/// whose holds they are, and which stand, the patient's own grain tells. Key: practice.
/// </summary>
public interface IHeldPatientsGrain : IGrainWithStringKey
{
    /// <summary>Their ids; null until what earlier releases set has been taken over.</summary>
    Task<IReadOnlyList<string>?> GetAsync();

    /// <summary>Takes a patient in, before the hold is stored. Repeating it changes nothing.</summary>
    Task AddAsync(string patientId);

    /// <summary>Takes in whoever an earlier release set a hold on. Repeating it changes nothing.</summary>
    Task TakeOverAsync(IReadOnlyList<string> patientIds);

    /// <summary>Leaves a patient out, who was erased. Repeating it changes nothing.</summary>
    Task RemoveAsync(string patientId);
}
