using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

public class NeutralBaselineTests
{
    private const double FrameSeconds = 1.0 / 15;
    private readonly NeutralBaseline _baseline = new([1f], [0.1f]);

    [Fact]
    public void Starts_at_the_population() => Assert.Equal(1, _baseline.Neutral[0]);

    [Fact]
    public void Face_that_differs_from_the_population_is_learned_within_seconds()
    {
        Show(1.12f, seconds: 2);

        Assert.Equal(1.12f, _baseline.Neutral[0], 0.02f);
    }

    [Fact]
    public void Expression_from_the_start_is_hardly_learned()
    {
        Show(1.8f, seconds: 10, isActive: true);

        Assert.Equal(1, _baseline.Neutral[0], 0.05f);
    }

    [Fact]
    public void Expression_after_neutral_seconds_is_hardly_learned()
    {
        Show(1.05f, seconds: 5);
        Show(1.35f, seconds: 4, isActive: true);

        Assert.Equal(1.05f, _baseline.Neutral[0], 0.03f);
    }

    [Fact]
    public void Unusual_face_is_learned_even_while_it_looks_active()
    {
        Show(1.25f, seconds: 60, isActive: true);

        Assert.Equal(1.25f, _baseline.Neutral[0], 0.06f);
    }

    [Fact]
    public void Slow_changes_are_followed()
    {
        Show(1, seconds: 60);
        Show(1.1f, seconds: 60);

        Assert.Equal(1.1f, _baseline.Neutral[0], 0.02f);
    }

    [Fact]
    public void One_picture_after_an_hour_counts_as_one_picture()
    {
        Show(1, seconds: 10);
        _baseline.Learn([1.15f], isActive: false, seconds: 3600);

        Assert.Equal(1, _baseline.Neutral[0], 0.02f);
    }

    private void Show(float measure, double seconds, bool isActive = false)
    {
        for (var time = 0.0; time < seconds; time += FrameSeconds)
            _baseline.Learn([measure], isActive, FrameSeconds);
    }
}
