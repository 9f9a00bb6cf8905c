using PsyCare.Domain.Affect;
using PsyCare.Training.Head;

namespace PsyCare.Training.Scenes;

/// <summary>Draws what a face does: single units, blends, prototypes, speech, with asymmetry.</summary>
internal static class ExpressionSampler
{
    private static readonly ActionUnit[] Drawn = [.. UnitShapes.Names.Keys];

    private static readonly ActionUnit[] Speech =
    [
        ActionUnit.JawDrop, ActionUnit.JawDrop, UnitShapes.LipFunneler, ActionUnit.LipPucker, ActionUnit.LipPressor, ActionUnit.LipSuck,
        UnitShapes.LowerLipDepressor, ActionUnit.UpperLipRaiser, ActionUnit.ChinRaiser, ActionUnit.LipStretcher,
    ];

    /// <summary>Faces that belong together, so that the units of each are learned beside one another.</summary>
    private static readonly int[][] Prototypes =
        [[6, 12], [6, 7, 12, 26], [1, 4, 15], [1, 4, 15, 17], [1, 2, 5, 26], [4, 7, 24], [4, 5, 7, 10], [9, 10], [9, 17, 15], [1, 2, 4, 5, 20, 26], [14], [12, 14], [4, 6, 7, 9, 10, 12]];

    /// <summary>Activation of each active unit, left and right, 0 to 1.</summary>
    public static Dictionary<ActionUnit, (float Left, float Right)> Draw(Random random)
    {
        var units = new Dictionary<ActionUnit, (float, float)>();
        var kind = random.NextDouble();
        if (kind < 0.08)
            return WithBlink(random, units);
        if (kind < 0.33)
            Activate(random, units, random.OneOf<ActionUnit>(Drawn));
        else if (kind < 0.6)
            Repeat(random.Next(2, 6), () => Activate(random, units, random.OneOf<ActionUnit>(Drawn)));
        else if (kind < 0.85)
            Prototype(random, units);
        else
            Repeat(random.Next(1, 4), () => Activate(random, units, random.OneOf<ActionUnit>(Speech)));
        if (kind > 0.6 && random.Chance(0.3))
            Activate(random, units, random.OneOf<ActionUnit>(Drawn));
        return WithBlink(random, Possible(units));
    }

    private static void Prototype(Random random, Dictionary<ActionUnit, (float, float)> units)
    {
        foreach (var unit in random.OneOf<int[]>(Prototypes))
        {
            if (random.Chance(0.9))
                Activate(random, units, (ActionUnit)unit);
        }
    }

    private static void Activate(Random random, Dictionary<ActionUnit, (float, float)> units, ActionUnit unit)
    {
        var strength = random.Between(0.08f, 1);
        var (left, right) = (strength, strength);
        if (UnitShapes.HasSides(unit))
        {
            var other = random.NextDouble() switch
            {
                < 0.65 => Math.Clamp(strength * random.Between(0.85f, 1.15f), 0, 1),
                < 0.85 => strength * random.NextSingle(),
                _ => 0,
            };
            (left, right) = random.Chance(0.5) ? (strength, other) : (other, strength);
        }

        units[unit] = (left, right);
    }

    /// <summary>Takes out what muscles cannot do at once: lids wide and narrow, lips rolled in an open mouth.</summary>
    private static Dictionary<ActionUnit, (float Left, float Right)> Possible(Dictionary<ActionUnit, (float Left, float Right)> units)
    {
        if (units.ContainsKey(ActionUnit.UpperLidRaiser))
            units.Remove(ActionUnit.Blink);
        if (units.TryGetValue(ActionUnit.JawDrop, out var jaw) && jaw.Left > 0.3f)
        {
            units.Remove(ActionUnit.LipSuck);
            units.Remove(ActionUnit.LipPressor);
        }

        if (units.ContainsKey(ActionUnit.LipPucker))
            units.Remove(ActionUnit.LipStretcher);
        return units;
    }

    private static Dictionary<ActionUnit, (float Left, float Right)> WithBlink(Random random, Dictionary<ActionUnit, (float Left, float Right)> units)
    {
        if (!random.Chance(0.1) || units.ContainsKey(ActionUnit.UpperLidRaiser))
            return units;
        var closed = random.Chance(0.6) ? 1 : random.NextSingle();
        units[ActionUnit.Blink] = (closed, closed);
        return units;
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
            action();
    }
}
