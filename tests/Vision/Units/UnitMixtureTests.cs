using PsyCare.Domain.Affect;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

public class UnitMixtureTests
{
    private static readonly UnitMixture Mixture = new(UnitPatterns.Patterns, UnitPatterns.Uncertainty, UnitPatterns.Price);

    public static TheoryData<ActionUnit> Units => [.. UnitPatterns.Units];

    [Theory]
    [MemberData(nameof(Units))]
    public void Pattern_of_one_unit_is_explained_by_it(ActionUnit unit)
    {
        var strengths = Mixture.Solve(Pattern(unit));

        var index = Array.IndexOf(UnitPatterns.Units, unit);
        Assert.InRange(strengths[index], 0.45f, 1.05f);
        Assert.All(strengths.Where((_, other) => other != index), strength => Assert.InRange(strength, 0, 0.25f));
    }

    [Fact]
    public void Units_that_act_together_are_told_apart()
    {
        var strengths = Mixture.Solve(Sum(Pattern(ActionUnit.CheekRaiser), Pattern(ActionUnit.LipCornerPuller), Pattern(ActionUnit.BrowLowerer)));

        foreach (var unit in new[] { ActionUnit.CheekRaiser, ActionUnit.LipCornerPuller, ActionUnit.BrowLowerer })
            Assert.InRange(strengths[Array.IndexOf(UnitPatterns.Units, unit)], 0.7f, 1.3f);
    }

    [Fact]
    public void No_change_is_explained_by_no_unit() =>
        Assert.All(Mixture.Solve(new float[FaceMeasures.Count]), strength => Assert.Equal(0, strength));

    [Fact]
    public void Strengths_are_never_negative_and_always_numbers()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var change = new float[FaceMeasures.Count];
            for (var i = 0; i < change.Length; i++)
                change[i] = (float)((random.NextDouble() - 0.5) * 6);
            Assert.All(Mixture.Solve(change), strength => Assert.InRange(strength, 0, 1.5f));
        }
    }

    [Fact]
    public void Every_table_has_a_column_for_every_measure()
    {
        Assert.Equal(UnitPatterns.Units.Length, UnitPatterns.Patterns.Length);
        float[][] tables =
            [.. UnitPatterns.Patterns, UnitPatterns.NeutralMean, UnitPatterns.NeutralSpread, UnitPatterns.Noise, UnitPatterns.Uncertainty];
        Assert.All(tables, table => Assert.Equal(FaceMeasures.Count, table.Length));
    }

    private static float[] Pattern(ActionUnit unit) => UnitPatterns.Patterns[Array.IndexOf(UnitPatterns.Units, unit)];

    private static float[] Sum(params float[][] patterns) =>
        [.. Enumerable.Range(0, FaceMeasures.Count).Select(i => patterns.Sum(pattern => pattern[i]))];
}
