using System.Numerics;

namespace PsyCare.Training.Scenes;

/// <summary>Draws from the distributions that scenes are made of.</summary>
internal static class Dice
{
    /// <summary>Whether something of probability <paramref name="p"/> happens.</summary>
    public static bool Chance(this Random random, double p) => random.NextDouble() < p;

    /// <summary>Uniform between two values.</summary>
    public static float Between(this Random random, float low, float high) => low + ((high - low) * random.NextSingle());

    /// <summary>Normal (Box and Muller).</summary>
    public static float Normal(this Random random, float mean = 0, float deviation = 1) =>
        mean + (deviation * MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle()));

    /// <summary>One of several.</summary>
    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Each component uniform.</summary>
    public static Vector3 Colour(this Random random, float low, float high) =>
        new(random.Between(low, high), random.Between(low, high), random.Between(low, high));
}
