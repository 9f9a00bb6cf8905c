using System.Globalization;
using PsyCare.Domain.Affect;

namespace PsyCare.Gateway.Hubs;

/// <summary>A reading as the sidebar gets it.</summary>
internal sealed record AffectSampleView(
    long Sequence,
    long AtMs,
    uint? MediaTimestamp,
    NoReadingReason? NoReading,
    FaceQuality? Quality,
    IReadOnlyDictionary<string, float> ActionUnits,
    IReadOnlyDictionary<string, float> Deviations,
    IReadOnlyDictionary<string, float> Asymmetries,
    IReadOnlyList<EmotionView> Emotions,
    CoreAffect? CoreAffect)
{
    public static AffectSampleView Of(AffectSample sample) => new(
        sample.Sequence,
        sample.AtMs,
        sample.MediaTimestamp,
        sample.Reading.NoReading,
        sample.Reading.Quality,
        sample.Reading.ActionUnits.ToDictionary(Number, u => u.Intensity),
        sample.Reading.ActionUnits.Where(u => u.Deviation is not null).ToDictionary(Number, u => MathF.Round(u.Deviation!.Value, 2)),
        sample.Reading.ActionUnits.Where(u => u.Asymmetry is not null).ToDictionary(Number, u => MathF.Round(u.Asymmetry!.Value, 2)),
        [.. sample.Reading.Emotions.Select(e => new EmotionView(e.Emotion, e.Confidence, [.. e.Evidence.Select(u => (int)u)]))],
        CoreAffect.Of(sample.Reading.Emotions));

    private static string Number(ActionUnitIntensity unit) => ((int)unit.Unit).ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the face shows, never without the numbers of the Action Units behind it.</summary>
internal sealed record EmotionView(Emotion Emotion, float Confidence, IReadOnlyList<int> Evidence);
