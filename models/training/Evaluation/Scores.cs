using PsyCare.Domain.Affect;

namespace PsyCare.Training.Evaluation;

/// <summary>One estimate of one unit in one picture beside the truth, 0 to 5.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Truth">What was rendered, mean of both sides.</param>
/// <param name="Estimate">What was read.</param>
/// <param name="Deviation">Standard deviation that the estimator expects; 0 where it says none.</param>
/// <param name="TrueDifference">Left minus right, as rendered.</param>
/// <param name="Difference">Left minus right, as read; 0 where the estimator has no sides.</param>
/// <param name="IsQuiet">Whether the face was at rest or only speaking, and the unit not one that speech moves.</param>
/// <param name="Tone">Monk scale.</param>
internal readonly record struct Pair(
    ActionUnit Unit, float Truth, float Estimate, float Deviation, float TrueDifference, float Difference, bool IsQuiet, int Tone);

/// <summary>Agreement of estimates with the truth.</summary>
internal static class Scores
{
    /// <summary>From this intensity on a unit counts as present.</summary>
    public const float Present = 2;

    private const int Bins = 10;

    /// <summary>ICC(3,1), consistency of two raters (Shrout and Fleiss, 1979).</summary>
    public static double Icc(IReadOnlyCollection<Pair> pairs)
    {
        var (truth, estimate) = (pairs.Average(p => (double)p.Truth), pairs.Average(p => (double)p.Estimate));
        var grand = (truth + estimate) / 2;
        var degrees = pairs.Count - 1;
        var between = 2 * pairs.Sum(p => Square(((p.Truth + p.Estimate) / 2) - grand)) / degrees;
        var raters = pairs.Count * (Square(truth - grand) + Square(estimate - grand));
        var total = pairs.Sum(p => Square(p.Truth - grand) + Square(p.Estimate - grand));
        var error = (total - (between * degrees) - raters) / degrees;
        return (between - error) / (between + error);
    }

    /// <summary>Correlation of left minus right with the truth; null where the unit has no sides.</summary>
    public static double? Sides(IReadOnlyCollection<Pair> pairs)
    {
        var (truth, seen) = (pairs.Average(p => (double)p.TrueDifference), pairs.Average(p => (double)p.Difference));
        var spread = Math.Sqrt(pairs.Sum(p => Square(p.TrueDifference - truth)) * pairs.Sum(p => Square(p.Difference - seen)));
        return spread > 0 ? pairs.Sum(p => (p.TrueDifference - truth) * (p.Difference - seen)) / spread : null;
    }

    /// <summary>F1 of presence.</summary>
    public static double F1(IReadOnlyCollection<Pair> pairs)
    {
        var hits = pairs.Count(p => p.Truth >= Present && p.Estimate >= Present);
        var wrong = pairs.Count(p => p.Truth >= Present != p.Estimate >= Present);
        return hits == 0 ? 0 : 2.0 * hits / ((2.0 * hits) + wrong);
    }

    /// <summary>Share of quiet pictures in which the unit is read as present.</summary>
    public static double FalseRate(IReadOnlyCollection<Pair> pairs)
    {
        var quiet = pairs.Where(p => p.IsQuiet).ToList();
        return quiet.Count == 0 ? 0 : (double)quiet.Count(p => p.Estimate >= Present) / quiet.Count;
    }

    /// <summary>Mean absolute error.</summary>
    public static double Error(IEnumerable<Pair> pairs) => pairs.Average(p => Math.Abs(p.Truth - p.Estimate));

    /// <summary>
    /// Expected calibration error of presence (Naeini et al., 2015): the estimate and its deviation give a probability that the unit is
    /// present; in ten bins of it, how far that is from the share in which it was.
    /// </summary>
    public static double CalibrationError(IReadOnlyCollection<Pair> pairs) => pairs
        .Select(p => (Claimed: Probability(p), IsPresent: p.Truth >= Present))
        .GroupBy(p => Math.Min((int)(p.Claimed * Bins), Bins - 1))
        .Sum(bin => Math.Abs(bin.Sum(p => p.Claimed - (p.IsPresent ? 1 : 0)))) / pairs.Count;

    /// <summary>Whether a tone of the Monk scale is light (0; 1-3), medium (1; 4-7) or dark (2; 8-10).</summary>
    public static int ToneGroup(int tone) => tone <= 3 ? 0 : tone <= 7 ? 1 : 2;

    /// <summary>Mean absolute errors for light (1-3), medium (4-7) and dark (8-10) skin.</summary>
    public static double[] ErrorsOfTones(IReadOnlyCollection<Pair> pairs) =>
        [.. pairs.GroupBy(p => ToneGroup(p.Tone)).OrderBy(group => group.Key).Select(Error)];

    /// <summary>Largest difference between the errors for those tones, relative to their mean.</summary>
    public static double ToneGap(IReadOnlyCollection<Pair> pairs)
    {
        var errors = ErrorsOfTones(pairs);
        return (errors.Max() - errors.Min()) / errors.Average();
    }

    private static double Probability(Pair pair)
    {
        if (pair.Deviation <= 0)
            return pair.Estimate >= Present ? 1 : 0;
        // The logistic approximation of the normal distribution function.
        return 1 / (1 + Math.Exp(-1.702 * (pair.Estimate - Present) / pair.Deviation));
    }

    private static double Square(double value) => value * value;
}
