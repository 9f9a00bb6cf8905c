using PsyCare.Domain.Affect;
using PsyCare.Training.Head;
using PsyCare.Training.Rendering;
using PsyCare.Training.Samples;
using PsyCare.Training.Scenes;
using PsyCare.Vision;
using PsyCare.Vision.Inference;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Training.Evaluation;

/// <summary>
/// Measures the shipped network on people, light and compression that training never saw, rendered on the spot from a fixed seed, beside
/// the peer on the same pictures. Ends with one line of results and fails below the bounds.
/// </summary>
internal static class EvalCommand
{
    private const int Seed = 20_261_125;
    private static readonly ActionUnit[] MovedBySpeech =
    [
        ActionUnit.UpperLipRaiser, ActionUnit.ChinRaiser, ActionUnit.LipPucker, ActionUnit.LipStretcher, ActionUnit.LipPressor, ActionUnit.LipsPart,
        ActionUnit.JawDrop, ActionUnit.LipSuck, UnitShapes.LipFunneler, UnitShapes.LowerLipDepressor,
    ];

    /// <summary>Runs the evaluation.</summary>
    /// <returns>0 when every bound is reached.</returns>
    public static int Run(string headFolder, int sessions)
    {
        var head = IctHead.Load(headFolder);
        var models = new VisionOptions();
        using var landmarks = OnnxModel.Load(models, LandmarkNetwork.ModelFile);
        using var units = OnnxModel.Load(models, UnitNetwork.ModelFile);
        var maker = new SessionMaker(head, new FaceFields(head), new Wrinkles());
        using var network = new NetworkRater(units);
        var (ours, peers) = (new List<(Pair Pair, Sample Sample)>(), new List<(Pair Pair, Sample Sample)>());
        using var peer = new GeometryRater(landmarks);
        for (var session = 0; session < sessions; session++)
        {
            List<Shot> shots = [.. maker.Film(session, Seed, Nuisances.HeldOut)];
            Rate(network, shots, ours);
            Rate(peer, shots, peers);
        }

        EvalReport.Print(ours, peers);
        return EvalReport.Conclude([.. ours.Select(one => one.Pair)]);
    }

    private static void Rate(IRater rater, List<Shot> shots, List<(Pair, Sample)> pairs)
    {
        rater.Meet(shots[..SessionMaker.NeutralCount]);
        foreach (var shot in shots.Skip(SessionMaker.NeutralCount))
        {
            foreach (var (unit, rating) in rater.Rate(shot))
            {
                if (UnitNetwork.Units.Contains(unit))
                    pairs.Add((PairOf(shot.Sample, unit, rating), shot.Sample));
            }
        }
    }

    private static Pair PairOf(Sample sample, ActionUnit unit, Rating rating)
    {
        var apart = sample.Labels[SampleColumns.Of(unit)] - sample.Labels[SampleColumns.Of(unit) + 1];
        return new(unit, Truth(sample, unit), rating.Intensity, rating.Deviation, apart, rating.Difference, IsQuiet(sample, unit), (int)sample["tone"]);
    }

    private static float Truth(Sample sample, ActionUnit unit) =>
        (sample.Labels[SampleColumns.Of(unit)] + sample.Labels[SampleColumns.Of(unit) + 1]) / 2;

    /// <summary>Only speech and blinks, and this unit is not one of those that they move.</summary>
    private static bool IsQuiet(Sample sample, ActionUnit unit)
    {
        var active = UnitShapes.Columns.Where(other => other != ActionUnit.Blink && Truth(sample, other) > 0).ToList();
        return unit != ActionUnit.Blink && active.TrueForAll(other => MovedBySpeech.Contains(other)) && (active.Count == 0 || !MovedBySpeech.Contains(unit));
    }
}
