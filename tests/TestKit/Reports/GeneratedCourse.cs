using PsyCare.Domain.Affect;

namespace PsyCare.TestKit.Reports;

/// <summary>
/// A course of weekly sessions as affect tracks, five samples a second, made so that its numbers are known: smiles of known times and
/// heights on a level that rises by a known slope, seeded noise around it, and gaps of known places and reasons.
/// </summary>
public static class GeneratedCourse
{
    /// <summary>Length of each session, milliseconds.</summary>
    public const long DurationMs = 50 * 60_000;

    /// <summary>Between two samples, milliseconds.</summary>
    public const long PeriodMs = 200;

    /// <summary>By how much the level of happiness rises from one weekly session to the next.</summary>
    public const double HappinessPerWeek = 0.001;

    /// <summary>Height of a smile: the confidence of happiness while it lasts.</summary>
    public const float SmileConfidence = 0.8f;

    /// <summary>A smile begins with each of these, from the first minute on.</summary>
    public const long SmileEveryMs = 60_000;

    /// <summary>Length of a smile.</summary>
    public const long SmileMs = 4_000;

    private const double HappinessAtFirst = 0.1;
    private const double Noise = 0.05;

    /// <summary>The stretches of every session without a reading; the last has no samples at all.</summary>
    public static IReadOnlyList<(long FromMs, long ToMs, NoReadingReason? Reason)> Gaps { get; } =
    [
        (300_000, 360_000, NoReadingReason.TurnedAway),
        (1_200_000, 1_230_000, NoReadingReason.NoFace),
        (1_230_000, 1_500_000, NoReadingReason.ConsentWithdrawn),
        (2_400_000, 2_520_000, null),
    ];

    /// <summary>The level of happiness between smiles in session <paramref name="index"/>.</summary>
    public static double HappinessLevel(int index) => HappinessAtFirst + (index * HappinessPerWeek);

    /// <summary>The track of session <paramref name="index"/>, 0 the first.</summary>
    public static IReadOnlyList<AffectSample> Session(int index)
    {
        var random = new Random(index);
        var samples = new List<AffectSample>();
        for (long at = 0; at < DurationMs; at += PeriodMs)
        {
            var reading = Read(index, at, random);
            var gap = Gaps.FirstOrDefault(g => at >= g.FromMs && at < g.ToMs);
            if (gap.ToMs == 0)
                samples.Add(new AffectSample(samples.Count + 1, at, null, reading));
            else if (gap.Reason is { } reason)
                samples.Add(new AffectSample(samples.Count + 1, at, null, FaceReading.None(reason)));
        }

        return samples;
    }

    /// <summary>Whether the face smiles at that time.</summary>
    public static bool Smiles(long atMs) => atMs >= SmileEveryMs && atMs % SmileEveryMs < SmileMs;

    private static FaceReading Read(int index, long at, Random random)
    {
        var smiles = Smiles(at);
        var happiness = smiles ? SmileConfidence : (float)(HappinessLevel(index) + (Noise * ((2 * random.NextDouble()) - 1)));
        var lipCorners = smiles ? 4f : (float)(0.4 + (0.2 * random.NextDouble()));
        // Slow and wave-like, so that neighbouring samples are alike.
        var brow = (float)(1.5 + Math.Sin(at / 20_000.0) + (0.3 * random.NextDouble()));
        return new FaceReading(
            null,
            new FaceQuality(0.9f, 0.4f, 0.5f, 0, 0),
            [new(ActionUnit.BrowLowerer, brow), new(ActionUnit.LipCornerPuller, lipCorners)],
            [new(Emotion.Happiness, happiness, [ActionUnit.LipCornerPuller])]);
    }
}
