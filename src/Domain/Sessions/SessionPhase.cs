namespace PsyCare.Domain.Sessions;

/// <summary>Where a session stands in its life. It only moves forward.</summary>
public enum SessionPhase
{
    /// <summary>Created; the patient has not arrived.</summary>
    Scheduled = 1,

    /// <summary>The patient has consented to the call and waits.</summary>
    Waiting = 2,

    /// <summary>The therapist has admitted the patient; the session clock runs.</summary>
    Live = 3,

    /// <summary>The therapist has ended it.</summary>
    Ended = 4,
}
