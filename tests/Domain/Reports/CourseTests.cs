using PsyCare.Domain.Reports;
using PsyCare.Domain.Sessions;
using PsyCare.TestKit.Reports;

namespace PsyCare.Domain.Tests.Reports;

public sealed class CourseTests
{
    private static readonly DateTimeOffset First = new(2024, 11, 4, 9, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<IReadOnlyList<CourseSession>> Weekly = new(() =>
    [
        .. Enumerable.Range(0, 100).AsParallel().AsOrdered().Select(i => new CourseSession(
            $"s{i}", First.AddDays(7 * i), Attendance.Held,
            SessionReport.Of(GeneratedCourse.Session(i), GeneratedCourse.DurationMs).Summary)),
    ]);

    [Fact]
    public void Over_two_years_of_weekly_sessions_the_known_slope_is_found_and_lies_in_its_interval()
    {
        var trend = Course.Trends(Weekly.Value).Single(t => t.Channel == "happiness");
        // Smiles do not rise, so the mean rises by the share of time between them.
        var between = 1 - ((double)GeneratedCourse.SmileMs / GeneratedCourse.SmileEveryMs);
        var perMonth = GeneratedCourse.HappinessPerWeek * between * 30 / 7;

        Assert.Equal(100, trend.Sessions);
        Assert.Equal(perMonth, trend.Slope!.Value, 0.0001);
        Assert.InRange(perMonth, trend.Slope.Low, trend.Slope.High);
        var still = Course.Trends(Weekly.Value).Single(t => t.Channel == "au12").Slope!;
        Assert.InRange(0, still.Low, still.High);
    }

    [Fact]
    public void Slopes_agree_with_an_independent_computation()
    {
        var means = Weekly.Value.Select(s => s.Of("happiness")!.Mean).ToArray();
        var slopes = (from i in Enumerable.Range(0, 100)
                      from j in Enumerable.Range(0, i)
                      select (means[i] - means[j]) / ((i - j) * 7 / 30.0)).Order().ToList();
        var trend = Course.Trends(Weekly.Value).Single(t => t.Channel == "happiness");
        Assert.Equal((slopes[2474] + slopes[2475]) / 2, trend.Slope!.Value, 10);
        Assert.Equal(means.Average(), trend.Mean, 10);
    }

    [Fact]
    public void The_baseline_is_what_came_before()
    {
        var before = Weekly.Value[60].At;
        var baseline = Course.Baseline(Weekly.Value, before).Single(b => b.Channel == "happiness");
        var earlier = Weekly.Value.Take(60).Select(s => s.Of("happiness")!.Mean).Order().ToList();
        Assert.Equal(60, baseline.Sessions);
        Assert.Equal((earlier[29] + earlier[30]) / 2, baseline.Median, 10);
        Assert.Equal(6, earlier.Count(m => m < baseline.Low));
        Assert.Equal(6, earlier.Count(m => m > baseline.High));
        Assert.Empty(Course.Baseline(Weekly.Value, Weekly.Value[4].At));
    }

    [Fact]
    public void A_session_that_was_hardly_read_counts_for_no_trend()
    {
        var samples = GeneratedCourse.Session(0).Where(s => s.AtMs < 200_000).ToList();
        var hardly = new CourseSession("x", First, Attendance.Held, SessionReport.Of(samples, GeneratedCourse.DurationMs).Summary);
        Assert.Empty(Course.Trends([hardly]));
        var few = Weekly.Value.Take(5).Append(hardly).ToList();
        var trend = Course.Trends(few).Single(t => t.Channel == "happiness");
        Assert.Equal(5, trend.Sessions);
        Assert.Null(trend.Slope);
        Assert.Null(trend.MeanInterval);
    }

    [Fact]
    public void An_interval_of_a_slope_holds_the_truth_in_about_95_of_100_series()
    {
        var random = new Random(7);
        var held = Enumerable.Range(0, 400).Count(_ =>
        {
            var slope = TheilSen.Slope([.. Enumerable.Range(0, 25).Select(i => ((double)i, (0.3 * i) + Normal(random)))])!;
            return slope.Low <= 0.3 && slope.High >= 0.3;
        });
        Assert.InRange(held, 370, 398);
    }

    [Fact]
    public void An_interval_of_a_mean_over_alike_neighbours_holds_the_truth_where_a_naive_one_does_not()
    {
        var random = new Random(11);
        var (held, naive) = (0, 0);
        for (var series = 0; series < 200; series++)
        {
            var values = Autocorrelated(random, 6_000);
            var sums = values.Chunk(150).Select(b => b.Sum()).ToArray();
            var weights = sums.Select(_ => 150.0).ToArray();
            var interval = Bootstrap.OfRatio(sums, weights, 10).Interval!;
            held += interval.Low <= 0 && interval.High >= 0 ? 1 : 0;
            naive += Math.Abs(values.Average()) <= 1.96 * Math.Sqrt(values.Sum(v => v * v) / values.Length / values.Length) ? 1 : 0;
        }

        Assert.InRange(held, 174, 199);
        Assert.True(naive < 100, $"the naive interval held {naive} times");
    }

    [Fact]
    public void Intervals_repeat_exactly()
    {
        double[] values = [1, 2, 4, 8, 16, 32, 64];
        Assert.Equal(Bootstrap.OfMean(values, 6), Bootstrap.OfMean(values, 6));
        Assert.Null(Bootstrap.OfMean(values.AsSpan(0, 5), 6).Interval);
    }

    [Fact]
    public void Points_of_one_day_alone_have_no_slope() =>
        Assert.Null(TheilSen.Slope([.. Enumerable.Range(0, 8).Select(i => (1.0, (double)i))]));

    [Theory]
    [InlineData(SessionPhase.Ended, true, -50, Attendance.Held)]
    [InlineData(SessionPhase.Ended, false, -50, Attendance.NotHeld)]
    [InlineData(SessionPhase.Scheduled, false, -25, Attendance.NotHeld)]
    [InlineData(SessionPhase.Waiting, false, -1, Attendance.Open)]
    [InlineData(SessionPhase.Live, true, -50, Attendance.Open)]
    public void Attendance_follows_a_sessions_life(SessionPhase phase, bool wentLive, int scheduledHoursAgo, Attendance expected) =>
        Assert.Equal(expected, Attendances.Of(phase, First.AddHours(scheduledHoursAgo), wentLive ? First.AddHours(-50) : null, First));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[] Autocorrelated(Random random, int count)
    {
        var values = new double[count];
        for (var i = 1; i < count; i++)
            values[i] = (0.9 * values[i - 1]) + Normal(random);
        return values;
    }
}
