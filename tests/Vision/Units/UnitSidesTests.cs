using PsyCare.Domain.Affect;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

/// <summary>When a unit is called one-sided: a difference that is large and lasts.</summary>
public sealed class UnitSidesTests
{
    private const double Frame = 1 / 10.0;
    private static readonly int Smile = Array.IndexOf(UnitNetwork.Units, ActionUnit.LipCornerPuller);
    private static readonly int Lids = Array.IndexOf(UnitNetwork.Units, ActionUnit.Blink);

    private readonly UnitSides _sides = new();

    [Theory]
    [InlineData(3.5f)]
    [InlineData(-3.5f)]
    public void A_difference_that_is_large_and_lasts_is_told_with_its_sign(float difference)
    {
        Show(Smile, difference, seconds: 1);

        Assert.Equal(difference, _sides.Of(Smile)!.Value, 0.3f);
    }

    [Fact]
    public void A_small_difference_is_not_told_however_long_it_lasts()
    {
        Show(Smile, UnitSides.Begins - 0.1f, seconds: 60);

        Assert.Null(_sides.Of(Smile));
    }

    [Fact]
    public void One_eyelid_a_little_ahead_in_a_blink_is_no_wink_but_one_that_stays_shut_is()
    {
        Show(Lids, 4, seconds: 0.15);
        Assert.Null(_sides.Of(Lids));

        Show(Lids, 4, seconds: 0.35);
        Assert.NotNull(_sides.Of(Lids));
    }

    [Fact]
    public void A_difference_that_wavers_about_the_border_does_not_flicker()
    {
        Show(Smile, 2.3f, seconds: 2);
        for (var i = 0; i < 50; i++)
        {
            Show(Smile, i % 2 == 0 ? 1.3f : 2.3f, Frame);
            Assert.NotNull(_sides.Of(Smile));
        }

        Show(Smile, 0, seconds: 1);
        Assert.Null(_sides.Of(Smile));
    }

    [Fact]
    public void A_unit_that_was_away_or_covered_starts_anew()
    {
        Show(Smile, 4, seconds: 2);
        _sides.Forget(Smile);
        Show(Smile, 4, Frame);

        Assert.Null(_sides.Of(Smile));
    }

    [Fact]
    public void Units_whose_sides_the_network_cannot_be_trusted_with_have_none()
    {
        for (var unit = 0; unit < UnitNetwork.Units.Length; unit++)
            Show(unit, 5, seconds: 2);

        var given = UnitNetwork.Units.Where((_, unit) => _sides.Of(unit) is not null);
        Assert.Equal(UnitSides.Units, given);
        Assert.DoesNotContain(ActionUnit.Dimpler, given);
    }

    private void Show(int unit, float difference, double seconds)
    {
        for (var at = Frame; at < seconds + (Frame / 2); at += Frame)
            _sides.Follow(unit, difference, Frame);
    }
}
