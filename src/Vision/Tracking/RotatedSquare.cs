using System.Numerics;

namespace PsyCare.Vision.Tracking;

/// <summary>A square region of a picture, in its pixels.</summary>
/// <param name="Center">Middle; (0, 0) is the top left corner of the picture, y points down.</param>
/// <param name="Size">Length of a side.</param>
/// <param name="Angle">Radians, clockwise as seen on the picture, by which the square's x axis is turned.</param>
internal readonly record struct RotatedSquare(Vector2 Center, float Size, float Angle)
{
    /// <summary>MediaPipe's margin around a face: the landmark network was trained on boxes half as large again.</summary>
    private const float Margin = 1.5f;

    /// <summary>The square around a face: the longer side of its upright box with margin, turned so that the eyes are level.</summary>
    /// <param name="min">Top left corner of the face's box.</param>
    /// <param name="max">Bottom right corner.</param>
    /// <param name="eyeOnLeft">An eye, the one on the left of the picture (the person's right).</param>
    /// <param name="eyeOnRight">The other eye.</param>
    public static RotatedSquare AroundFace(Vector2 min, Vector2 max, Vector2 eyeOnLeft, Vector2 eyeOnRight)
    {
        var eyes = eyeOnRight - eyeOnLeft;
        return new((min + max) / 2, Math.Max(max.X - min.X, max.Y - min.Y) * Margin, MathF.Atan2(eyes.Y, eyes.X));
    }

    /// <summary>The smallest upright square that holds a whole picture.</summary>
    public static RotatedSquare AroundPicture(int width, int height) =>
        new(new Vector2(width, height) / 2, Math.Max(width, height), 0);

    /// <summary>Picture coordinates of a point of the square, given from 0 to 1 across and down.</summary>
    public Vector2 ToPicture(Vector2 point) => Center + (AxisX * (point.X - 0.5f)) + (AxisY * (point.Y - 0.5f));

    /// <summary>From the square's left to its right side.</summary>
    public Vector2 AxisX => Size * new Vector2(MathF.Cos(Angle), MathF.Sin(Angle));

    /// <summary>From the square's top to its bottom side.</summary>
    public Vector2 AxisY => Size * new Vector2(-MathF.Sin(Angle), MathF.Cos(Angle));
}
