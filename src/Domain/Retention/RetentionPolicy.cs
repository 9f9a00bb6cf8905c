namespace PsyCare.Domain.Retention;

/// <summary>How long a practice keeps what, in days. The law of its country decides; these are a cautious beginning.</summary>
/// <param name="RecordingDays">Recorded sound and pictures, from the end of the session.</param>
/// <param name="AffectDays">Affect tracks, from the end of the session.</param>
/// <param name="RecordDays">Everything else of a patient (file, notes, markers, reports), from the end of care.</param>
/// <param name="NoticeDays">How long before an erasure it is announced.</param>
public sealed record RetentionPolicy(
    int RecordingDays = 30, int AffectDays = 365, int RecordDays = 5 * 365, int NoticeDays = 14)
{
    /// <summary>Longest time that can be set, days.</summary>
    public const int MaxDays = 100 * 365;

    /// <summary>Whether every time can be set so.</summary>
    public bool IsValid() =>
        RecordingDays is > 0 and <= MaxDays && AffectDays is > 0 and <= MaxDays && RecordDays is > 0 and <= MaxDays && NoticeDays is >= 0 and <= 365;
}
