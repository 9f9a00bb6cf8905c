namespace PsyCare.Domain.Supervision;

/// <summary>What became of a session.</summary>
public enum SessionOutcome
{
    /// <summary>Still to come, or never held and never called off; counts as <see cref="NoShow"/> when its month is closed.</summary>
    Planned = 0,

    /// <summary>The patient was admitted.</summary>
    Held = 1,

    /// <summary>Ended, without having been held, after the time it was planned for.</summary>
    NoShow = 2,

    /// <summary>Ended before the time it was planned for.</summary>
    Cancelled = 3,
}

/// <summary>For how much of a session with emotion analysis there was a reading.</summary>
public enum ReadingQuality
{
    /// <summary>No report could be made.</summary>
    Unknown = 0,

    /// <summary>At least 80 % of the time.</summary>
    Good = 1,

    /// <summary>At least half of the time.</summary>
    Fair = 2,

    /// <summary>Less.</summary>
    Poor = 3,
}

/// <summary>When the first note of a held session was signed, from the session's end.</summary>
public enum NoteTiming
{
    /// <summary>Not yet.</summary>
    NotSigned = 0,

    /// <summary>Within 24 hours.</summary>
    WithinDay = 1,

    /// <summary>Within three days.</summary>
    WithinThreeDays = 2,

    /// <summary>Later.</summary>
    Later = 3,
}

/// <summary>What counts of one session. Nothing of it is ever shown; <see cref="Suppression"/> says which sums may be.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="PatientId">Whose; a figure rests on patients, not on sessions.</param>
/// <param name="Outcome">What became of it. The rest is about sessions that were held.</param>
/// <param name="Recording">Whether the patient ever agreed to recording.</param>
/// <param name="Analysis">Whether the patient ever agreed to emotion analysis.</param>
/// <param name="Reading">Only where <paramref name="Analysis"/>.</param>
/// <param name="Notes">When a note was signed.</param>
public sealed record SessionFigures(
    string SessionId, string PatientId, SessionOutcome Outcome, bool Recording, bool Analysis, ReadingQuality Reading, NoteTiming Notes);
