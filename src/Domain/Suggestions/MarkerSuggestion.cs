using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Suggestions;

/// <summary>What a suggestion rests on.</summary>
public enum SuggestionReason
{
    /// <summary>Brows lowered and lids tightened together (AU4+AU7), suddenly: <see cref="TensionBurstRule"/>.</summary>
    TensionBurst = 1,

    /// <summary>The face moved very little for a while: <see cref="StillFaceRule"/>.</summary>
    StillFace = 2,

    /// <summary>Nobody spoke for a while: <see cref="LongSilenceRule"/>.</summary>
    LongSilence = 3,
}

/// <summary>What the therapist made of it.</summary>
public enum SuggestionState
{
    /// <summary>Not looked at yet: shown faintly, and part of no record.</summary>
    Open = 1,

    /// <summary>It has become a marker, of the same id.</summary>
    Accepted = 2,

    /// <summary>Not worth remembering.</summary>
    Dismissed = 3,
}

/// <summary>A moment that may be worth a marker. It counts for nothing until the therapist accepts it, and is never the patient's to see.</summary>
/// <param name="Id">Follows from reason and moment, so that the same is never suggested twice.</param>
/// <param name="Reason">Why.</param>
/// <param name="AtMs">Session clock at which it begins, milliseconds.</param>
/// <param name="DurationMs">How long it lasted when it was noticed.</param>
/// <param name="Units">The units behind it at their highest; empty where the face is not the reason or did not move.</param>
/// <param name="State">What the therapist made of it.</param>
public sealed record MarkerSuggestion(
    string Id,
    SuggestionReason Reason,
    long AtMs,
    long DurationMs,
    IReadOnlyList<ActionUnitIntensity> Units,
    SuggestionState State = SuggestionState.Open)
{
    /// <summary>Most suggestions in a session.</summary>
    public const int MaxPerSession = 200;

    /// <summary>A new one.</summary>
    public static MarkerSuggestion New(SuggestionReason reason, long atMs, long durationMs, params IReadOnlyList<ActionUnitIntensity> units) =>
        new($"s-{(int)reason}-{atMs}", reason, atMs, durationMs, units);
}
