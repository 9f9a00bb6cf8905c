using PsyCare.Domain.Affect;
using PsyCare.Training.Samples;
using PsyCare.Vision.Units;

namespace PsyCare.Training.Evaluation;

/// <summary>Tables of an evaluation, and what it comes to.</summary>
internal static class EvalReport
{
    // The bounds of the issue that asked for the network.
    private const double MinIccMean = 0.80;
    private const double MinIcc = 0.60;
    private const double MinF1 = 0.80;
    private const double MaxFalseRate = 0.02;
    private const double MaxCalibrationError = 0.05;
    private const double MaxToneGap = 0.10;

    private static readonly string[] SkinTones = ["light (1-3)", "medium (4-7)", "dark (8-10)"];

    /// <summary>What the pictures are sorted by to show fairness.</summary>
    private static readonly (string Name, Func<Sample, string> Group)[] Groups =
    [
        ("head", sample => MathF.Abs(sample["yaw"]) < 15 ? "frontal (yaw < 15)" : MathF.Abs(sample["yaw"]) < 30 ? "turned (15-30)" : "far turned (> 30)"),
        ("size", sample => sample["pixels_per_cm"] < 5 ? "small (< 5 px/cm)" : sample["pixels_per_cm"] < 7.5 ? "medium" : "large (> 7.5 px/cm)"),
        ("quantizer", sample => sample["quantizer"] < 40 ? "below 40" : "40 and above"),
        ("brightness", sample => sample["brightness"] < 0.42 ? "dark" : sample["brightness"] < 0.58 ? "medium" : "bright"),
        ("glasses", sample => sample["glasses"] > 0 ? "with" : "without"),
        ("beard", sample => sample["beard"] > 0 ? "with" : "without"),
        ("age", sample => sample["age"] > 0.5 ? "older" : "younger"),
        ("covered", sample => sample["occluded"] > 0 ? "partly" : "no"),
    ];

    /// <summary>Prints the table of units and the table of groups.</summary>
    /// <param name="ours">What the network read.</param>
    /// <param name="peers">What the peer read in the same pictures.</param>
    /// <param name="inTones">What the network read of some people in several skin tones.</param>
    public static void Print(List<(Pair Pair, Sample Sample)> ours, List<(Pair Pair, Sample Sample)> peers, List<(Pair Pair, Sample Sample)> inTones)
    {
        Line($"{"unit",-6}{"ICC",8}{"peer",8}{"F1",8}{"peer",8}{"false",8}{"error",8}{"light",8}{"medium",8}{"dark",8}{"gap",8}{"sides",8}");
        foreach (var unit in ours.Select(one => one.Pair.Unit).Distinct().Order())
        {
            var (mine, other, tones) = (Of(ours, unit), Of(peers, unit), Of(inTones, unit));
            Line($"AU{(int)unit,-4}{Scores.Icc(mine),8:F2}{Optional(other, Scores.Icc),8}{Scores.F1(mine),8:F2}{Optional(other, Scores.F1),8}{Scores.FalseRate(mine),8:P1}{Scores.Error(mine),8:F2}{Tones(tones)}{Scores.ToneGap(tones),8:P0}{Sides(mine),8}");
        }

        Print("skin tone", sample => SkinTones[Scores.ToneGroup((int)sample["tone"])], inTones);
        foreach (var (name, group) in Groups)
            Print(name, group, ours);
    }

    /// <summary>Prints how good the network is on the first picture of each moment alone.</summary>
    public static void PrintAtFirst(List<Pair> pairs)
    {
        var (iccMean, iccMin, f1, falseRate) = OverUnits(pairs);
        Line($"the first picture of each moment alone: icc_mean={iccMean:F3} icc_min={iccMin:F3} f1={f1:F3} false_rate={falseRate:F3}");
    }

    private static void Print(string name, Func<Sample, string> group, List<(Pair Pair, Sample Sample)> all)
    {
        foreach (var pairs in all.GroupBy(one => group(one.Sample)).OrderBy(pairs => pairs.Key, StringComparer.Ordinal))
            Line($"{name,-12}{pairs.Key,-22}{Scores.Error(pairs.Select(one => one.Pair)),8:F3} mean error{pairs.Count() / UnitNetwork.Units.Length,8} pictures");
    }

    /// <summary>Prints the result; 0 when every bound is reached.</summary>
    public static int Conclude(List<Pair> pairs, List<Pair> inTones)
    {
        var (iccMean, iccMin, f1, falseRate) = OverUnits(pairs);
        var (ece, gap) = (Scores.CalibrationError(pairs), Scores.ToneGap(inTones));
        Line($"RESULT eval icc_mean={iccMean:F3} icc_min={iccMin:F3} f1={f1:F3} false_rate={falseRate:F3} ece={ece:F3} tone_gap={gap:F3}");
        var isGood = iccMean >= MinIccMean && iccMin >= MinIcc && f1 >= MinF1 && falseRate <= MaxFalseRate && ece <= MaxCalibrationError && gap <= MaxToneGap;
        if (!isGood)
            Line($"below the bounds: icc_mean {MinIccMean:F2}, icc_min {MinIcc:F2}, f1 {MinF1:F2}, false_rate {MaxFalseRate:F2}, ece {MaxCalibrationError:F2}, tone_gap {MaxToneGap:F2}");
        return isGood ? 0 : 1;
    }

    /// <summary>Mean and least ICC, mean F1 and the highest rate of false activations of the units.</summary>
    private static (double IccMean, double IccMin, double F1, double FalseRate) OverUnits(List<Pair> pairs)
    {
        var units = pairs.GroupBy(pair => pair.Unit).Select(group => group.ToList()).ToList();
        return (units.Average(Scores.Icc), units.Min(Scores.Icc), units.Average(Scores.F1), units.Max(Scores.FalseRate));
    }

    private static List<Pair> Of(List<(Pair Pair, Sample Sample)> all, ActionUnit unit) =>
        [.. all.Where(one => one.Pair.Unit == unit).Select(one => one.Pair)];

    private static string Optional(List<Pair> pairs, Func<List<Pair>, double> score) =>
        pairs.Count == 0 ? "-" : FormattableString.Invariant($"{score(pairs):F2}");

    private static string Tones(List<Pair> pairs) =>
        string.Concat(Scores.ErrorsOfTones(pairs).Select(error => FormattableString.Invariant($"{error,8:F2}")));

    private static string Sides(List<Pair> pairs) => Scores.Sides(pairs) is { } sides ? FormattableString.Invariant($"{sides:F2}") : "-";

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
