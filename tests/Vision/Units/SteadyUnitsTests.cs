using PsyCare.Domain.Affect;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

/// <summary>Readings that agree are averaged; a change is followed at once.</summary>
public sealed class SteadyUnitsTests
{
    private const double FiveASecond = 0.2;
    private const float Deviation = 0.5f;
    private static readonly int Smile = Array.IndexOf(UnitNetwork.Units, ActionUnit.LipCornerPuller);
    private static readonly int Lids = Array.IndexOf(UnitNetwork.Units, ActionUnit.Blink);

    private readonly SteadyUnits _steady = new();

    [Fact]
    public void The_first_reading_is_taken_as_it_is()
    {
        Assert.Equal(3, Read(Smile, 3, seconds: null));
    }

    [Fact]
    public void Readings_that_waver_by_less_than_the_network_errs_come_to_their_mean()
    {
        Read(Smile, 2, seconds: null);
        var random = new Random(1);

        var errors = Enumerable.Range(0, 500).Select(_ =>
        {
            var reading = 2 + (Deviation * ((2 * random.NextSingle()) - 1));
            return (Raw: Math.Abs(reading - 2), Steady: Math.Abs(Read(Smile, reading) - 2));
        }).ToList();

        Assert.InRange(errors.Average(error => error.Steady), 0, 0.75 * errors.Average(error => error.Raw));
    }

    [Fact]
    public void An_expression_that_sets_in_or_ends_shows_in_the_next_reading()
    {
        Read(Smile, 0, seconds: null);

        Assert.InRange(Read(Smile, 4), 3.9f, 4);
        Assert.InRange(Read(Smile, 0), 0, 0.1f);
    }

    [Fact]
    public void A_small_change_that_lasts_is_followed_within_half_a_second()
    {
        Read(Smile, 1, seconds: null);
        Read(Smile, 1.4f);
        Read(Smile, 1.4f);

        Assert.InRange(Read(Smile, 1.4f), 1.35f, 1.4f);
    }

    [Fact]
    public void A_blink_is_never_averaged()
    {
        Read(Lids, 0, seconds: null);

        Assert.Equal(0.4f, Read(Lids, 0.4f));
    }

    [Fact]
    public void Nothing_from_before_a_gap_counts()
    {
        Read(Smile, 1, seconds: null);

        Assert.Equal(1.4f, Read(Smile, 1.4f, seconds: null));
    }

    [Fact]
    public void Rarer_readings_count_for_more()
    {
        Read(Smile, 1, seconds: null);
        var often = Read(Smile, 1.4f, seconds: 0.1);
        Read(Smile, 1, seconds: null);

        Assert.True(Read(Smile, 1.4f, seconds: 0.5) > often + 0.1f);
    }

    private float Read(int unit, float intensity, double? seconds = FiveASecond)
    {
        _steady.Follow(unit, intensity, Deviation, seconds);
        return _steady.Intensities[unit];
    }
}
