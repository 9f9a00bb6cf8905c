using PsyCare.Domain.Affect;
using PsyCare.Training.Head;

namespace PsyCare.Training.Scenes;

/// <summary>
/// Draws what chance draws too seldom to be learned: expressions of one side of the face, and small units beside those that they are
/// mistaken for. For training only: what is held out stays as it was, so that figures can be compared.
/// </summary>
internal static class RareExpressions
{
    /// <summary>What people do on one side: contempt, a smirk, a wink, one brow, half a sneer, a mouth drawn to one side.</summary>
    private static readonly int[][] OneSided =
        [[14], [12, 14], [12], [6, 12], [45], [6, 45], [6, 7, 45], [7], [6], [2], [1, 2], [1], [4], [5], [9, 10], [10], [9], [15], [15, 20], [20], [24]];

    /// <summary>Small movements, and what they look like.</summary>
    private static readonly int[][] Small =
        [[24], [24, 17], [24, 15], [24, 14], [4, 24], [28], [17], [5], [1, 2, 5], [4, 5], [6], [7], [6, 7], [6, 12], [4, 7], [14], [12], [15], [15, 17], [1, 4, 15]];

    /// <summary>Activation of each active unit, left and right, 0 to 1.</summary>
    public static Dictionary<ActionUnit, (float Left, float Right)> Draw(Random random)
    {
        var isOneSided = random.Chance(0.65);
        var (isLeft, isWhole) = (random.Chance(0.5), random.Chance(0.6));
        var units = new Dictionary<ActionUnit, (float, float)>();
        foreach (var number in random.OneOf<int[]>(isOneSided ? OneSided : Small))
        {
            var unit = (ActionUnit)number;
            var strength = random.Between(0.15f, 1);
            var other = !UnitShapes.HasSides(unit) ? strength : !isOneSided ? Math.Min(strength * random.Between(0.85f, 1.15f), 1) : isWhole ? 0 : strength * random.Between(0, 0.6f);
            units[unit] = isLeft ? (strength, other) : (other, strength);
        }

        return units;
    }
}
