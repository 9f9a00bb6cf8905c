using PsyCare.Domain.Vault;

namespace PsyCare.Domain.Retention;

/// <summary>Something that will be erased, and when.</summary>
/// <param name="What">A recording, an affect track, or the patient as a whole.</param>
/// <param name="Id">The session's id; the patient's where the patient is erased.</param>
/// <param name="At">When: not before the policy's time, nor before the notice has run.</param>
/// <param name="NoticedAt">When it was announced; null where that is still to come.</param>
public sealed record PlannedErasure(ErasedThing What, string Id, DateTimeOffset At, DateTimeOffset? NoticedAt)
{
    /// <summary>A name for the artefact, unique among one patient's.</summary>
    public string Key => $"{What}/{Id}";
}

/// <summary>What retention must know of a session.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="EndedAt">When it ended; null before that.</param>
/// <param name="HasRecording">Whether anything recorded is kept.</param>
/// <param name="HasAffect">Whether an affect track is kept.</param>
/// <param name="RecordingWithdrawn">Whether the patient has taken consent to the recording back.</param>
/// <param name="AffectWithdrawn">Whether the patient has taken consent to the analysis back.</param>
public sealed record SessionFacts(
    string SessionId, DateTimeOffset? EndedAt, bool HasRecording, bool HasAffect, bool RecordingWithdrawn = false, bool AffectWithdrawn = false);
