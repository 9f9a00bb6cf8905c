namespace PsyCare.Domain.Vault;

/// <summary>
/// Stored state with clinical content of one session. It is sealed with the session's key, which dies with the session or with its patient,
/// so that a single session can be erased from every copy.
/// </summary>
public interface ISessionOwned : IPatientOwned
{
    /// <summary>Whose session it is of; an opaque id. Empty until it is known: then the patient's key seals.</summary>
    string SessionId { get; }
}
