using PsyCare.Domain.Affect;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Tests.Quality;

namespace PsyCare.Vision.Tests.RealFaces;

/// <summary>
/// Two clips of a real face before a webcam, not labelled: what can be proved of them is that the face is followed, and that no unit bursts in
/// where the picture shows none.
/// </summary>
public sealed class WebcamClipTests(WebcamClipTests.Readings clips) : IClassFixture<WebcamClipTests.Readings>
{
    private const float Present = 2;

    /// <summary>Both clips, read once, five times a second.</summary>
    public sealed class Readings
    {
        private const int FramesPerReading = 5;

        public IReadOnlyDictionary<string, List<(double Seconds, FaceReading Reading)>> ByClip { get; } =
            new[] { "cap12_edit", "cap13_edit2" }.ToDictionary(name => name, Read);

        private static List<(double, FaceReading)> Read(string name)
        {
            using var factory = new FaceReaderFactory(new VisionOptions());
            using var reader = factory.Create();
            var frames = WebmVideo.ReadFrames(Path.Combine(AppContext.BaseDirectory, "RealFaces", name + ".webm"));
            var readings = new List<(double, FaceReading)>();
            foreach (var next in frames.Chunk(FramesPerReading))
            {
                // Without a new reading the face has not moved: the last one still stands.
                if ((reader.Read(next) ?? readings.LastOrDefault().Item2) is { } reading)
                    readings.Add((next[^1].AtMs / 1000.0, reading));
            }

            return readings;
        }
    }

    /// <summary>What anybody sees in the pictures: raised brows, a toothy grin, an open mouth.</summary>
    [Theory]
    [InlineData("cap12_edit", 4, 4.8, ActionUnit.OuterBrowRaiser, 2)]
    [InlineData("cap12_edit", 4, 4.8, ActionUnit.InnerBrowRaiser, 0.6)]
    [InlineData("cap12_edit", 7.2, 7.9, ActionUnit.UpperLipRaiser, 1.5)]
    [InlineData("cap12_edit", 7.2, 7.9, ActionUnit.LipCornerPuller, 0.8)]
    [InlineData("cap12_edit", 14, 14.9, ActionUnit.LipsPart, 2.5)]
    [InlineData("cap12_edit", 14, 14.9, ActionUnit.JawDrop, 1.5)]
    [InlineData("cap13_edit2", 26, 26.8, ActionUnit.OuterBrowRaiser, 2)]
    [InlineData("cap13_edit2", 18, 18.7, ActionUnit.LipsPart, 2.5)]
    [InlineData("cap13_edit2", 18, 18.7, ActionUnit.JawDrop, 1.5)]
    public void What_the_face_plainly_does_is_read(string clip, double from, double to, ActionUnit unit, double atLeast)
    {
        var mean = Between(clip, from, to).Average(reading => reading.ActionUnits.Single(estimate => estimate.Unit == unit).Intensity);

        Assert.InRange(mean, atLeast, 5);
    }

    /// <summary>At rest, while the head turns, nods, and comes nearer and goes away. A blink may come.</summary>
    [Theory]
    [InlineData("cap12_edit", 19, 31)]
    [InlineData("cap12_edit", 36, 44)]
    [InlineData("cap13_edit2", 19, 25)]
    [InlineData("cap13_edit2", 28, 30.5)]
    public void Face_at_rest_shows_no_burst(string clip, double from, double to) =>
        NoneBursts(Between(clip, from, to), unit => unit != ActionUnit.Blink);

    [Theory]
    [InlineData("cap12_edit", 10, 19)]
    [InlineData("cap13_edit2", 5, 19)]
    public void Mouth_that_moves_brings_no_burst_to_brows_cheeks_and_nose(string clip, double from, double to) =>
        NoneBursts(Between(clip, from, to), unit => unit <= ActionUnit.NoseWrinkler);

    [Theory]
    [InlineData("cap12_edit")]
    [InlineData("cap13_edit2")]
    public void Face_is_read_nearly_all_the_time(string clip)
    {
        var readings = Between(clip, 0, double.MaxValue);

        Assert.InRange(readings.Count(reading => reading.NoReading is null), 0.95 * readings.Count, readings.Count);
    }

    [Theory]
    [InlineData("cap12_edit")]
    [InlineData("cap13_edit2")]
    public void Living_face_gives_a_sign_of_life_all_the_time(string clip) =>
        Assert.InRange(LifeSignsTests.LongestWithout(clips.ByClip[clip]), 0, LifeSigns.Patience / 3);

    /// <summary>The brow on the right of the picture, which is the person's left, plainly goes up further than the other; nothing else in the clips is as one-sided.</summary>
    [Fact]
    public void One_brow_that_goes_higher_is_told_on_its_side_and_next_to_nothing_else_is()
    {
        var raised = OneSided(Between("cap13_edit2", 26, 27.6)).ToList();

        Assert.NotEmpty(raised);
        Assert.All(raised, unit => Assert.True(unit.Unit == ActionUnit.OuterBrowRaiser && unit.Asymmetry > 0, unit.ToString()));
        Assert.All(clips.ByClip.Keys, clip => Assert.InRange(OneSided(Between(clip, 0, double.MaxValue)).Except(raised).Count(), 0, 0.03 * clips.ByClip[clip].Count));
    }

    private static IEnumerable<ActionUnitIntensity> OneSided(IEnumerable<FaceReading> readings) =>
        readings.SelectMany(reading => reading.ActionUnits).Where(unit => unit.Asymmetry is not null);

    private List<FaceReading> Between(string clip, double from, double to) =>
        [.. clips.ByClip[clip].Where(one => one.Seconds >= from && one.Seconds <= to).Select(one => one.Reading)];

    /// <summary>No unit is read as present in more than one reading of twenty.</summary>
    private static void NoneBursts(List<FaceReading> readings, Func<ActionUnit, bool> isMeant)
    {
        var estimates = readings.SelectMany(reading => reading.ActionUnits).Where(estimate => isMeant(estimate.Unit)).GroupBy(estimate => estimate.Unit).ToList();

        Assert.NotEmpty(estimates);
        Assert.All(estimates, unit => Assert.InRange(unit.Count(estimate => estimate.Intensity >= Present), 0, readings.Count / 20.0));
    }
}
