using PsyCare.Domain.Affect;

namespace PsyCare.Vision.Emotions;

/// <summary>
/// What Action Units suggest, by the prototypes of Du, Tao and Martinez, "Compound facial expressions of emotion", PNAS 111 (2014) E1454,
/// table 1: units that at least 70% of their subjects used weigh 1, the others as often as they were used. Only ever from units to emotions.
/// </summary>
/// <remarks>
/// A prototype is met as far as the weighted mean of its units' intensities goes, and by two units at least. AU25 and AU26, which speech moves
/// all the time, count no more than the rest of the prototype does. Contempt is not in their table and needs one-sided units; it is not
/// estimated. AU11 is not read and left out of sadness; a unit that the estimator does not give counts as absent.
/// </remarks>
internal static class EmotionTable
{
    /// <summary>Estimates below say nothing.</summary>
    public const float MinConfidence = 0.25f;

    private const float MaxIntensity = 5;

    /// <summary>A unit speaks for an emotion from FACS' "slight" on.</summary>
    private const float MinEvidence = 1;

    private const int MinUnits = 2;

    private static readonly Prototype[] Prototypes =
    [
        new(Emotion.Happiness, [new(ActionUnit.LipCornerPuller, 1), new(ActionUnit.LipsPart, 1), new(ActionUnit.CheekRaiser, 0.51f)]),
        new(Emotion.Sadness, [
            new(ActionUnit.BrowLowerer, 1), new(ActionUnit.LipCornerDepressor, 1), new(ActionUnit.InnerBrowRaiser, 0.60f),
            new(ActionUnit.CheekRaiser, 0.50f), new(ActionUnit.ChinRaiser, 0.67f),
        ]),
        new(Emotion.Fear, [
            new(ActionUnit.InnerBrowRaiser, 1), new(ActionUnit.BrowLowerer, 1), new(ActionUnit.LipStretcher, 1),
            new(ActionUnit.LipsPart, 1), new(ActionUnit.OuterBrowRaiser, 0.57f), new(ActionUnit.UpperLidRaiser, 0.63f),
            new(ActionUnit.JawDrop, 0.33f),
        ]),
        new(Emotion.Anger, [
            new(ActionUnit.BrowLowerer, 1), new(ActionUnit.LidTightener, 1), new(ActionUnit.LipPressor, 1),
            new(ActionUnit.UpperLipRaiser, 0.26f), new(ActionUnit.ChinRaiser, 0.52f), new(ActionUnit.LipTightener, 0.29f),
        ]),
        new(Emotion.Surprise, [
            new(ActionUnit.InnerBrowRaiser, 1), new(ActionUnit.OuterBrowRaiser, 1), new(ActionUnit.LipsPart, 1),
            new(ActionUnit.JawDrop, 1), new(ActionUnit.UpperLidRaiser, 0.66f),
        ]),
        new(Emotion.Disgust, [
            new(ActionUnit.NoseWrinkler, 1), new(ActionUnit.UpperLipRaiser, 1), new(ActionUnit.ChinRaiser, 1),
            new(ActionUnit.BrowLowerer, 0.31f), new(ActionUnit.LipPressor, 0.26f),
        ]),
    ];

    /// <summary>Emotions whose prototype the units meet.</summary>
    /// <param name="units">The units of one face.</param>
    /// <param name="quality">The picture's quality, 0 to 1; confidence is in proportion.</param>
    /// <returns>Most confident first; empty for a neutral face.</returns>
    public static IReadOnlyList<EmotionEstimate> Estimate(IReadOnlyList<ActionUnitIntensity> units, float quality)
    {
        Span<float> intensities = stackalloc float[(int)ActionUnit.Blink + 1];
        intensities.Clear();
        for (var i = 0; i < units.Count; i++)
            intensities[(int)units[i].Unit] = units[i].Intensity;
        List<EmotionEstimate>? met = null;
        foreach (var prototype in Prototypes)
        {
            if (prototype.Match(intensities, quality) is { } estimate)
                (met ??= []).Add(estimate);
        }

        met?.Sort(static (one, other) => other.Confidence.CompareTo(one.Confidence));
        return met is null ? [] : [.. met];
    }

    private static bool IsMovedBySpeech(ActionUnit unit) => unit is ActionUnit.LipsPart or ActionUnit.JawDrop;

    /// <summary>A unit of a prototype and its weight, 0 to 1.</summary>
    private readonly record struct Part(ActionUnit Unit, float Weight);

    private sealed record Prototype(Emotion Emotion, Part[] Parts)
    {
        /// <summary>The estimate where the prototype is met, else null.</summary>
        /// <param name="intensities">By the units' numbers.</param>
        /// <param name="quality">The picture's quality, 0 to 1.</param>
        public EmotionEstimate? Match(ReadOnlySpan<float> intensities, float quality)
        {
            var ceiling = Mean(intensities, ofSpeech: null);
            var confidence = quality * (Mean(intensities, ceiling) / MaxIntensity);
            if (confidence < MinConfidence)
                return null;
            var evidence = Evidence(intensities);
            return evidence.Length < MinUnits ? null : new(Emotion, confidence, evidence);
        }

        /// <summary>Weighted mean intensity, that of the units moved by speech cut at <paramref name="ofSpeech"/>, or without them.</summary>
        private float Mean(ReadOnlySpan<float> intensities, float? ofSpeech)
        {
            var (sum, weight) = (0f, 0f);
            foreach (var part in Parts)
            {
                var isSpeech = IsMovedBySpeech(part.Unit);
                if (isSpeech && ofSpeech is null)
                    continue;
                var intensity = intensities[(int)part.Unit];
                sum += part.Weight * (isSpeech ? Math.Min(intensity, ofSpeech!.Value) : intensity);
                weight += part.Weight;
            }

            return sum / weight;
        }

        private ActionUnit[] Evidence(ReadOnlySpan<float> intensities)
        {
            Span<ActionUnit> units = stackalloc ActionUnit[Parts.Length];
            Span<float> strengths = stackalloc float[Parts.Length];
            var count = 0;
            foreach (var part in Parts)
            {
                if (intensities[(int)part.Unit] < MinEvidence)
                    continue;
                units[count] = part.Unit;
                strengths[count++] = part.Weight * intensities[(int)part.Unit];
            }

            strengths[..count].Sort(units[..count], static (one, other) => other.CompareTo(one));
            return units[..count].ToArray();
        }
    }
}
