using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;
using PsyCare.TestKit.Reports;

namespace PsyCare.Domain.Tests.Reports;

public sealed class SessionReportTests
{
    private static readonly IReadOnlyList<AffectSample> Samples = GeneratedCourse.Session(0);
    private static readonly SessionReport Report = SessionReport.Of(Samples, GeneratedCourse.DurationMs);

    private static readonly Dictionary<string, NaiveReport> Naively = [];

    public static TheoryData<string> Channels => ["happiness", "au4", "au12"];

    [Fact]
    public void Time_with_and_without_a_reading_adds_up_to_the_session_and_every_gap_has_its_reason()
    {
        var expected = GeneratedCourse.Gaps.ToDictionary(g => g.Reason?.ToString() ?? "", g => g.ToMs - g.FromMs);
        // The last sample before a silence does not hold: how long is not known.
        expected[""] += GeneratedCourse.PeriodMs;

        Assert.Equal(expected, Report.Summary.Gaps.ToDictionary(g => g.Reason?.ToString() ?? "", g => g.TotalMs));
        Assert.Equal(GeneratedCourse.DurationMs, Report.Summary.ReadMs + Report.Summary.Gaps.Sum(g => g.TotalMs));
        Assert.Equal(GeneratedCourse.Gaps.Select(g => g.Reason), Report.Timeline.Gaps.Select(g => g.Reason));
        Assert.Equal(GeneratedCourse.Gaps.Select(g => g.ToMs), Report.Timeline.Gaps.Select(g => g.ToMs));
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Numbers_agree_with_an_independent_computation(string key)
    {
        var channel = Channel.Of(key);
        var naive = Naive(channel);
        var summary = Report.Summary.Channels.Single(c => c.Channel == key);

        Assert.Equal(naive.Milliseconds("read"), summary.ReadMs);
        Assert.Equal(naive.Mean, summary.Mean, 0.001);
        var sorted = naive.Sorted;
        foreach (var (share, value) in new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Zip(summary.Quantiles))
            Assert.Equal(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], value, 0.001);
        for (var bin = 0; bin < 10; bin++)
        {
            var top = bin == 9 ? double.MaxValue : (bin + 1) * channel.Max / 10;
            Assert.Equal(naive.ShareWithin(bin * channel.Max / 10, top), summary.Distribution[bin], 0.001);
        }

        Assert.Equal(naive.ShareWithin(channel.Onset, double.MaxValue), summary.Shown, 0.001);
        Assert.Equal(
            naive.Episodes(channel.Onset, channel.Offset, Episodes.ShortestMs),
            Report.Episodes.Where(e => e.Channel == key).Select(e => (e.OnsetMs, e.EndMs)));
    }

    [Fact]
    public void Contempt_which_no_reading_estimates_is_not_reported_as_absent()
    {
        Assert.Contains(Report.Summary.Channels, c => c.Channel == "disgust");
        Assert.DoesNotContain(Report.Summary.Channels, c => c.Channel == "contempt");
    }

    [Fact]
    public void A_known_course_has_its_known_values()
    {
        var happiness = Report.Summary.Channels.Single(c => c.Channel == "happiness");
        Assert.Equal(0.15, happiness.Mean, 0.01);
        Assert.InRange(happiness.Mean, happiness.MeanLow!.Value, happiness.MeanHigh!.Value);
        Assert.Equal(GeneratedCourse.HappinessLevel(0), happiness.Quantiles[2], 0.01);
        var readable = Enumerable.Range(1, 49).Select(i => i * GeneratedCourse.SmileEveryMs)
            .Where(at => GeneratedCourse.Gaps.All(g => at < g.FromMs || at >= g.ToMs)).ToList();
        var smiles = Report.Episodes.Where(e => e.Channel == "happiness").ToList();
        Assert.Equal(readable, smiles.Select(e => e.OnsetMs));
        Assert.All(smiles, e => Assert.Equal((GeneratedCourse.SmileMs, GeneratedCourse.SmileConfidence, false), (e.EndMs - e.OnsetMs, e.Peak, e.Cut)));
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void A_thinned_curve_keeps_every_lowest_and_highest_value_and_draws_nothing_into_a_gap(string key)
    {
        var channel = Channel.Of(key);
        var naive = Naive(channel);
        var (step, curve) = (Report.Timeline.StepMs, Report.Timeline.Curves.Single(c => c.Channel == key));

        Assert.Equal((GeneratedCourse.DurationMs + step - 1) / step, curve.Mean.Count);
        for (var i = 0; i < curve.Mean.Count; i++)
        {
            var (low, high) = naive.Extremes(i * step, (i + 1) * step);
            Assert.Equal(low, curve.Low[i], Within(0.001));
            Assert.Equal(high, curve.High[i], Within(0.001));
            Assert.True(curve.Mean[i] is null ? curve.Low[i] is null : curve.Mean[i] >= curve.Low[i] && curve.Mean[i] <= curve.High[i]);
        }
    }

    [Fact]
    public void A_unit_that_is_never_read_has_no_curve_and_no_numbers()
    {
        Assert.DoesNotContain(Report.Summary.Channels, c => c.Channel == "au9");
        Assert.DoesNotContain(Report.Timeline.Curves, c => c.Channel == "au9");
    }

    [Fact]
    public void A_session_without_samples_is_one_gap()
    {
        var report = SessionReport.Of([], 60_000);
        Assert.Equal(new Gap(0, 60_000, null), Assert.Single(report.Timeline.Gaps));
        Assert.Equal((0L, 0), (report.Summary.ReadMs, report.Summary.Channels.Count));
    }

    [Fact]
    public void An_episode_that_a_gap_ends_says_that_it_may_have_lasted_longer()
    {
        var samples = Smile(0.2f, 0.6f, 0.9f, 0.4f, 0.6f, 0.6f).Append(new(7, 1200, null, FaceReading.None(NoReadingReason.TooDark))).ToList();
        var episode = Assert.Single(Episodes.Of(Track.Of(samples, 2_000)));
        Assert.Equal(new Episode("happiness", 200, 400, 1200, 0.9f, Cut: true), episode);
    }

    [Fact]
    public void A_flicker_is_no_episode() => Assert.Empty(Episodes.Of(Track.Of(Smile(0.2f, 0.6f, 0.9f, 0.2f, 0.2f), 1_000)));

    [Fact]
    public void Between_the_two_thresholds_an_episode_goes_on_but_none_begins()
    {
        Assert.Empty(Episodes.Of(Track.Of(Smile(0.4f, 0.45f, 0.49f, 0.4f, 0.4f), 1_000)));
        Assert.Equal(1_000, Assert.Single(Episodes.Of(Track.Of(Smile(0.5f, 0.36f, 0.36f, 0.36f, 0.36f), 1_000))).EndMs);
    }

    [Fact]
    public void Samples_out_of_order_or_outside_the_session_change_nothing()
    {
        var samples = Smile(0.2f, 0.6f, 0.9f, 0.7f, 0.6f);
        var shuffled = samples.Reverse().Append(new AffectSample(9, 5_000, null, FaceReading.None(NoReadingReason.NoFace))).ToList();
        Assert.Equivalent(SessionReport.Of([.. samples], 1_000), SessionReport.Of(shuffled, 1_000));
    }

    private static NaiveReport Naive(Channel channel)
    {
        if (!Naively.TryGetValue(channel.Key, out var naive))
        {
            var value = channel.IsEmotion
                ? NaiveReport.Emotion(Enum.Parse<Emotion>(channel.Key, ignoreCase: true))
                : NaiveReport.Unit((ActionUnit)int.Parse(channel.Key.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));
            Naively[channel.Key] = naive = new NaiveReport(Samples, (int)GeneratedCourse.DurationMs, value);
        }

        return naive;
    }

    private static AffectSample[] Smile(params float[] confidences) =>
    [
        .. confidences.Select((c, i) => new AffectSample(
            i + 1, i * 200, null, new FaceReading(null, null, [], [new(Emotion.Happiness, c, [ActionUnit.LipCornerPuller])]))),
    ];

    private static EqualityComparer<double?> Within(double tolerance) => EqualityComparer<double?>.Create(
        (a, b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) <= tolerance, _ => 0);
}
