using System.Numerics;
using PsyCare.Domain.Affect;
using static PsyCare.Training.Rendering.Curves;

namespace PsyCare.Training.Rendering;

/// <summary>
/// Folds of the skin as slopes of its surface on the plane of <see cref="FaceFields"/>. Each kind of fold belongs to the units that make it,
/// and to age.
/// </summary>
internal sealed class Wrinkles
{
    /// <summary>A kind of fold: height at a point (x mirrored to the right of the picture), and how deep it is.</summary>
    private sealed record Fold(Func<Vector2, float> Height, Func<Func<ActionUnit, float>, float> Depth, float WithAge);

    private static readonly Fold[] Folds =
    [
        new(p => Lines(p.Y * 1.15f, p.X * 0.25f) * Bell(p.Y - 8, 1.1f) * Bell(p.X, 2.2f), au => au(ActionUnit.InnerBrowRaiser), 0.35f),
        new(p => Lines(p.Y * 1.15f, p.X * 0.25f) * Bell(p.Y - 8, 1.1f) * Bell(p.X - 4.2f, 1.4f), au => au(ActionUnit.OuterBrowRaiser), 0.25f),
        new(p => -Bell(p.X - 0.45f - (0.1f * (p.Y - 5.5f)), 0.12f) * Bell(p.Y - 5.8f, 0.9f), au => au(ActionUnit.BrowLowerer), 0.5f),
        new(p => -Bell(p.Y - 4.6f, 0.15f) * Bell(p.X, 0.8f), au => Math.Max(au(ActionUnit.NoseWrinkler), 0.5f * au(ActionUnit.BrowLowerer)), 0.15f),
        new(p => Lines(p.X + (p.Y * 0.9f), 0) * Bell(Vector2.Distance(p, new(1.1f, 2.6f)), 0.7f), au => au(ActionUnit.NoseWrinkler), 0.05f),
        new(p => CrowsFeet(p), au => Math.Max(au(ActionUnit.CheekRaiser), 0.3f * au(ActionUnit.LidTightener)), 0.4f),
        new(p => -Bell(p.Y - 2.0f + (0.12f * MathF.Pow(p.X - 3.1f, 2)), 0.14f) * Bell(p.X - 3.1f, 1.1f),
            au => Math.Max(au(ActionUnit.CheekRaiser), 0.6f * au(ActionUnit.LidTightener)), 0.5f),
        new(p => -Bell(Along(Nasolabial, p).Across, 0.2f) * Smooth(1.05f, 0.9f, Along(Nasolabial, p).Along),
            au => Math.Max(au(ActionUnit.LipCornerPuller), Math.Max(0.8f * au(ActionUnit.UpperLipRaiser), 0.7f * au(ActionUnit.NoseWrinkler))), 0.6f),
        new(p => 0.7f * Noise.At(p.X * 2.6f, p.Y * 2.6f) * Bell(Vector2.Distance(p, new(0, -6.2f)), 0.9f), au => au(ActionUnit.ChinRaiser), 0.1f),
        new(p => -Bell(Vector2.Distance(p, new(3.3f, -3.6f)), 0.25f), au => au(ActionUnit.Dimpler), 0.05f),
        new(p => -Bell(p.X - 2.9f, 0.18f) * Bell(p.Y + 4.9f, 0.8f), au => au(ActionUnit.LipCornerDepressor), 0.4f),
        new(p => -Bell(p.Y + 5.3f, 0.15f) * Bell(p.X, 1.4f), au => au(ActionUnit.ChinRaiser), 0.3f),
        new(p => PressedLips(p), au => au(ActionUnit.LipPressor), 0.05f),
    ];

    private static readonly Vector2[] Nasolabial = [new(1.7f, 0.1f), new(2.6f, -1.2f), new(3.2f, -2.6f), new(3.5f, -3.9f)];

    private readonly Vector2[][] _slopes = [.. Folds.Select(SlopesOf)];

    /// <summary>Slopes of all folds together for one expression.</summary>
    /// <param name="left">Activation of a unit on the person's left, 0 to 1.</param>
    /// <param name="right">The same on the right.</param>
    /// <param name="age">0 to 1.</param>
    /// <param name="strength">How deep this person's folds are.</param>
    public Vector2[] Combine(Func<ActionUnit, float> left, Func<ActionUnit, float> right, float age, float strength)
    {
        var slopes = new Vector2[FaceFields.Width * FaceFields.Height];
        for (var fold = 0; fold < Folds.Length; fold++)
        {
            var resting = age * Folds[fold].WithAge;
            var onLeft = strength * (resting + Folds[fold].Depth(left));
            var onRight = strength * (resting + Folds[fold].Depth(right));
            if (onLeft < 0.02f && onRight < 0.02f)
                continue;
            var map = _slopes[fold];
            for (var i = 0; i < slopes.Length; i++)
                slopes[i] += map[i] * (i % FaceFields.Width < FaceFields.Width / 2 ? onRight : onLeft);
        }

        return slopes;
    }

    private static float Lines(float across, float along) => MathF.Sin((across + (0.3f * MathF.Sin(along * 3))) * 2 * MathF.PI);

    private static float CrowsFeet(Vector2 p)
    {
        var from = p - new Vector2(4.6f, 3.4f);
        return Lines(MathF.Atan2(from.Y, from.X) * 1.6f, 0) * Bell(from.X - 1.2f, 0.5f) * Bell(from.Y, 1.0f);
    }

    /// <summary>Lips pressed together bulge above and below the red, and lines stand above it (FACS, AU24); the head's own shape hardly moves there.</summary>
    private static float PressedLips(Vector2 p)
    {
        var above = Bell(p.Y + 2.15f + (0.18f * p.X * p.X), 0.2f);
        var below = Bell(p.Y + 4.7f - (0.14f * p.X * p.X), 0.2f);
        var lines = 0.4f * Lines(p.X * 1.3f, 0) * Bell(p.Y + 1.9f, 0.35f);
        return (above + below + lines) * Bell(p.X, 1.5f);
    }

    private static Vector2[] SlopesOf(Fold fold)
    {
        const float Delta = 0.03f;
        var slopes = new Vector2[FaceFields.Width * FaceFields.Height];
        for (var i = 0; i < slopes.Length; i++)
        {
            var p = FaceFields.PointAt(i);
            float Height(float x, float y) => 0.12f * fold.Height(new(MathF.Abs(x), y));
            slopes[i] = new Vector2(Height(p.X + Delta, p.Y) - Height(p.X - Delta, p.Y), Height(p.X, p.Y + Delta) - Height(p.X, p.Y - Delta)) / (2 * Delta);
        }

        return slopes;
    }
}
