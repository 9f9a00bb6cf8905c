namespace PsyCare.Domain.Sessions;

/// <summary>What a patient may consent to; each on its own.</summary>
public enum ConsentKind
{
    /// <summary>The video call itself.</summary>
    Call = 1,

    /// <summary>Recording of sound and picture.</summary>
    Recording = 2,

    /// <summary>Analysis of the patient's facial expression.</summary>
    EmotionAnalysis = 3,

    /// <summary>That the therapist shows parts of the recording to a supervisor of the practice.</summary>
    Supervision = 4,
}

/// <summary>What the patient decided.</summary>
public enum ConsentDecision
{
    /// <summary>Agreed.</summary>
    Granted = 1,

    /// <summary>Interrupted for now; may be resumed with <see cref="Granted"/>.</summary>
    Paused = 2,

    /// <summary>Taken back, or never given.</summary>
    Withdrawn = 3,
}

/// <summary>One entry of the append-only consent ledger.</summary>
/// <param name="Kind">What was decided on.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="At">When.</param>
/// <param name="TextVersion">Version of the text that the patient was shown, e.g. <c>2026-11/it</c>.</param>
public sealed record ConsentEntry(ConsentKind Kind, ConsentDecision Decision, DateTimeOffset At, string TextVersion);
