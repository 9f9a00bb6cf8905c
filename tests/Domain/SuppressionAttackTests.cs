using FsCheck;
using FsCheck.Fluent;
using PsyCare.Domain.Supervision;

namespace PsyCare.Domain.Tests;

/// <summary>
/// An attacker who sees everything that is ever published, before rounding, of all groups and months, over reassignments and repeated views,
/// and who can add and subtract: they never get a number that rests on fewer than five patients.
/// </summary>
public sealed class SuppressionAttackTests
{
    private const int Cases = 120;

    [Fact]
    public void No_sum_or_difference_of_figures_tells_of_fewer_than_five_patients() =>
        Prop.ForAll<int>(seed => Attack(new PublishedPractice(seed), derive: false) is null).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    /// <summary>The attacker is no straw man: without the rules they succeed.</summary>
    [Fact]
    public void The_same_attacker_succeeds_where_a_hidden_part_can_be_subtracted() =>
        Assert.Contains(Enumerable.Range(0, 20), seed => Attack(new PublishedPractice(seed), derive: true) is not null);

    /// <summary>The first thing that the attacker finds out and should not; null where there is none.</summary>
    /// <param name="practice">What was published.</param>
    /// <param name="derive">Also hands them each figure of five patients or more, whatever else the rules say.</param>
    private static string? Attack(PublishedPractice practice, bool derive)
    {
        var known = new RowSpace(PublishedPractice.Atoms);
        foreach (var set in derive ? practice.Categories.Where(c => c.Patients >= Suppression.MinPatients) : practice.Published)
            known.Add(set.Atoms);
        return practice.Secrets.FirstOrDefault(secret => known.Contains(secret.Atoms))?.Name;
    }
}
