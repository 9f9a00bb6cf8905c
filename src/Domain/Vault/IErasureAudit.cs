namespace PsyCare.Domain.Vault;

/// <summary>What was erased.</summary>
public enum ErasedThing
{
    /// <summary>A session's recorded sound and pictures.</summary>
    Recording = 1,

    /// <summary>A session's affect track.</summary>
    Affect = 2,

    /// <summary>A session with everything of it.</summary>
    Session = 3,

    /// <summary>A patient with everything of theirs.</summary>
    Patient = 4,
}

/// <summary>Enters erasures, and the holds that forbid them, in the audit log, which keeps ids only and stays.</summary>
public interface IErasureAudit
{
    /// <summary>Enters an erasure; durable when the task ends. An erasure that is repeated may be entered twice.</summary>
    /// <param name="what">What was erased.</param>
    /// <param name="id">Its id: a session's or a patient's.</param>
    /// <param name="practiceId">Whose it was, as several practices may share a deployment; null where nobody knows.</param>
    /// <param name="actorId">Who asked for it.</param>
    Task RecordErasedAsync(ErasedThing what, string id, string? practiceId, string actorId);

    /// <summary>Enters that a legal hold is set or lifted; durable when the task ends.</summary>
    /// <param name="patientId">Whose.</param>
    /// <param name="practiceId">The patient's practice.</param>
    /// <param name="set">True where it is set.</param>
    /// <param name="actorId">Who does it.</param>
    Task RecordHoldAsync(string patientId, string practiceId, bool set, string actorId);
}
