namespace PsyCare.Domain.Vault;

/// <summary>
/// The data keys (DEK): one a patient, recording and affect track, wrapped by the practice's key (KEK) in a store of their own. A key that
/// was destroyed is never made again, and what it sealed is gone in every copy.
/// </summary>
public interface IDataKeys
{
    /// <summary>Makes the key, unless it is there. It is on disk when the task ends.</summary>
    /// <param name="keyId">One of <see cref="DataKeyId"/>.</param>
    /// <param name="patientId">Whose data it seals: the key dies with the patient's.</param>
    /// <exception cref="KeyDestroyedException">It was destroyed, or the patient's was.</exception>
    Task EnsureAsync(string keyId, string patientId);

    /// <summary>Takes over a session's key from the time when it was kept, wrapped, in the recording's index.</summary>
    /// <param name="sessionId">The session; the key becomes its recording's and its affect track's.</param>
    /// <param name="patientId">Whose session.</param>
    /// <param name="wrapped">The wrapped key.</param>
    Task AdoptAsync(string sessionId, string patientId, byte[] wrapped);

    /// <summary>Destroys a key for good; it is done on disk when the task ends. Repeating it changes nothing.</summary>
    /// <returns>False where it was destroyed before.</returns>
    Task<bool> DestroyAsync(string keyId);

    /// <summary>Destroys a patient's key and all keys of their recordings and tracks for good. Repeating it changes nothing.</summary>
    Task DestroyAllOfAsync(string patientId);
}
