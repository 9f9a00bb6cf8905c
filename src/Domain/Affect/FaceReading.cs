using System.Text.Json.Serialization;

namespace PsyCare.Domain.Affect;

/// <summary>One Action Unit's intensity.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Intensity">0 (absent) to 5 (maximum), FACS' A-E scale made continuous.</param>
public sealed record ActionUnitIntensity(ActionUnit Unit, float Intensity)
{
    /// <summary>Standard deviation to be expected of the intensity, on its scale; null where the estimator does not say.</summary>
    public float? Deviation { get; init; }

    /// <summary>
    /// How much stronger the person's left is than their right, on the intensity's scale; negative where the right is stronger. Null where both sides look
    /// alike, where it is not certain that they differ, and for units without sides: then it is not written either.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? Asymmetry { get; init; }
}

/// <summary>What a face shows, as an estimate that carries its evidence.</summary>
/// <param name="Emotion">The emotion whose prototype is met.</param>
/// <param name="Confidence">0 to 1: how fully the prototype is met, weighted by the picture's quality.</param>
/// <param name="Evidence">The Action Units that speak for it, strongest first; never empty.</param>
public sealed record EmotionEstimate(Emotion Emotion, float Confidence, IReadOnlyList<ActionUnit> Evidence);

/// <summary>How good the picture of the face is.</summary>
/// <param name="Overall">0 (unusable) to 1 (good).</param>
/// <param name="FaceHeight">Height of the face over height of the picture, 0 to 1.</param>
/// <param name="Brightness">Mean luma of the face, 0 to 1.</param>
/// <param name="YawDegrees">Head yaw, degrees, positive to the person's left.</param>
/// <param name="PitchDegrees">Head pitch, degrees, positive upwards.</param>
public sealed record FaceQuality(float Overall, float FaceHeight, float Brightness, float YawDegrees, float PitchDegrees);

/// <summary>
/// What one frame shows. Either <see cref="NoReading"/> is set and there are no units, or units are given and it is null.
/// </summary>
/// <param name="NoReading">Why there is no reading, or null where there is one.</param>
/// <param name="Quality">The picture's quality; null when no face was found.</param>
/// <param name="ActionUnits">
/// Every unit the estimator can see, in FACS order; empty without a reading. A unit that something covers is left out.
/// </param>
/// <param name="Emotions">Estimates, most confident first; may be empty: a neutral face shows none.</param>
public sealed record FaceReading(
    NoReadingReason? NoReading,
    FaceQuality? Quality,
    IReadOnlyList<ActionUnitIntensity> ActionUnits,
    IReadOnlyList<EmotionEstimate> Emotions)
{
    /// <summary>A reading that says why there is none.</summary>
    public static FaceReading None(NoReadingReason reason, FaceQuality? quality = null) => new(reason, quality, [], []);
}

/// <summary>A <see cref="FaceReading"/> on a session's clock.</summary>
/// <param name="Sequence">Strictly increasing within a session: a client asks for what came after the last one it saw.</param>
/// <param name="AtMs">Session clock, milliseconds since the session went live, at which the frame arrived.</param>
/// <param name="MediaTimestamp">RTP timestamp (90 kHz) of the frame; null where no frame stands behind the sample.</param>
/// <param name="Reading">What the frame shows.</param>
public sealed record AffectSample(long Sequence, long AtMs, uint? MediaTimestamp, FaceReading Reading);
