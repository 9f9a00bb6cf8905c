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
/// the peer on the same pictures; and a third of those people again in light, medium and dark skin, all else being the same, so that a gap
/// between tones is not one between people. Ends with one line of results and fails below the bounds.
/// </summary>
internal static class EvalCommand
{
    private const int Seed = 20_261_125;

    /// <summary>
    /// Pictures of a moment, 0.4 seconds from first to last: expressions that are not suppressed last between 0.5 and 4 seconds (Matsumoto and Hwang, 2011).
    /// </summary>
    private const int Pictures = 3;

    private static readonly ActionUnit[] MovedBySpeech =
    [
        ActionUnit.UpperLipRaiser, ActionUnit.ChinRaiser, ActionUnit.LipPucker, ActionUnit.LipStretcher, ActionUnit.LipPressor, ActionUnit.LipsPart,
        ActionUnit.JawDrop, ActionUnit.LipSuck, UnitShapes.LipFunneler, UnitShapes.LowerLipDepressor,
    ];

    /// <summary>Runs the evaluation, on as many people at once as there are processors.</summary>
    /// <returns>0 when every bound is reached.</returns>
    public static int Run(string headFolder, int sessions)
    {
        var head = IctHead.Load(headFolder);
        var (fields, wrinkles) = (new FaceFields(head), new Wrinkles());
        var models = new VisionOptions();
        using var landmarks = OnnxModel.Load(models, LandmarkNetwork.ModelFile);
        using var glance = OnnxModel.Load(models, UnitNetwork.GlanceFile);
        using var closer = OnnxModel.Load(models, UnitNetwork.ModelFile);
        Raters Begin() => new(
            new SessionMaker(head, fields, wrinkles), new NetworkRater(glance, closer, Pictures), new NetworkRater(glance, closer, 1), new GeometryRater(landmarks));
        var rated = AllOf(sessions, Begin, (raters, session) => raters.Rate(session));
        List<(Pair Pair, Sample Sample)> ours = [.. rated.SelectMany(one => one.Ours)];
        List<(Pair Pair, Sample Sample)> inTones = [.. AllOf(sessions, Begin, (raters, i) => raters.RateInTone(i / 3, i % 3)).SelectMany(one => one)];
        EvalReport.Print(ours, [.. rated.SelectMany(one => one.Peers)], inTones);
        EvalReport.PrintAtFirst([.. rated.SelectMany(one => one.AtFirst).Select(one => one.Pair)]);
        return EvalReport.Conclude([.. ours.Select(one => one.Pair)], [.. inTones.Select(one => one.Pair)]);
    }

    private static T[] AllOf<T>(int count, Func<Raters> begin, Func<Raters, int, T> rate)
    {
        var all = new T[count];
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            begin,
            (i, _, raters) =>
            {
                all[i] = rate(raters, i);
                return raters;
            },
            raters => raters.Dispose());
        return all;
    }

    /// <summary>What the network read in one session, at the end of each moment and in its first picture, and the peer.</summary>
    private readonly record struct Rated(
        List<(Pair Pair, Sample Sample)> Ours, List<(Pair Pair, Sample Sample)> AtFirst, List<(Pair Pair, Sample Sample)> Peers);

    /// <summary>What one thread rates with.</summary>
    private sealed record Raters(SessionMaker Maker, NetworkRater Network, NetworkRater AtFirst, GeometryRater Peer) : IDisposable
    {
        public Rated Rate(int session)
        {
            List<IReadOnlyList<Shot>> film = [.. Maker.Film(session, Seed, Nuisances.HeldOut, null, Pictures)];
            return new([.. EvalCommand.Rate(Network, film)], [.. EvalCommand.Rate(AtFirst, film)], [.. EvalCommand.Rate(Peer, film)]);
        }

        /// <summary>What the network reads of a person whose skin is light (0), medium (1) or dark (2).</summary>
        public List<(Pair Pair, Sample Sample)> RateInTone(int person, int group)
        {
            var tone = group switch { 0 => 1 + (person % 3), 1 => 4 + (person % 4), _ => 8 + (person % 3) };
            return [.. EvalCommand.Rate(Network, [.. Maker.Film(person, Seed, Nuisances.HeldOut, tone, Pictures)])];
        }

        public void Dispose()
        {
            Network.Dispose();
            AtFirst.Dispose();
            Peer.Dispose();
        }
    }

    private static IEnumerable<(Pair Pair, Sample Sample)> Rate(IRater rater, List<IReadOnlyList<Shot>> film)
    {
        rater.Meet(film.Take(SessionMaker.NeutralCount));
        foreach (var moment in film.Skip(SessionMaker.NeutralCount))
        {
            foreach (var (unit, rating) in rater.Rate(moment))
            {
                if (UnitNetwork.Units.Contains(unit))
                    yield return (PairOf(moment[0].Sample, unit, rating), moment[0].Sample);
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
