namespace PsyCare.Domain.Vault;

/// <summary>
/// Stored state with clinical content of one patient. It is sealed with that patient's key, so that destroying the key makes it unreadable
/// in every copy, old backups included. Every grain state that holds such content implements it.
/// </summary>
public interface IPatientOwned
{
    /// <summary>Whose it is; an opaque id, which stands in the clear beside the sealed state. Empty until it is known.</summary>
    string PatientId { get; }
}
