using System.Numerics;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Units;

/// <summary>
/// The square that the unit network looks at: 16.7 cm of the head about the middle of the face, brows to chin, turned with the head. It follows
/// the head, not the expression.
/// </summary>
internal static class FaceSquare
{
    /// <summary>Canonical cm on a side.</summary>
    public const float SideCm = 18f * 104 / 112;

    /// <summary>The middle of the face, canonical cm.</summary>
    private static readonly Vector3 Middle = new(0, -0.5f, 4.5f);

    /// <summary>The square of a head.</summary>
    public static RotatedSquare Of(HeadPose pose) =>
        Of(pose.ToPicture(Middle), pose.PixelsPerUnit, -float.DegreesToRadians(pose.RollDegrees));

    /// <summary>The square about a point.</summary>
    /// <param name="middle">The middle of the face, pixels.</param>
    /// <param name="pixelsPerCm">The head's scale.</param>
    /// <param name="angle">Radians, clockwise on the picture.</param>
    public static RotatedSquare Of(Vector2 middle, float pixelsPerCm, float angle) => new(middle, SideCm * pixelsPerCm, angle);

    /// <summary>
    /// How far a square is from another: x and y of the other's middle in this one's axes (shares of its side), the logarithm of the ratio of
    /// sizes, the difference of angles.
    /// </summary>
    public static float[] ShiftTo(RotatedSquare square, RotatedSquare other)
    {
        var off = (other.Center - square.Center) / (square.Size * square.Size);
        return [Vector2.Dot(off, square.AxisX), Vector2.Dot(off, square.AxisY), MathF.Log(other.Size / square.Size), other.Angle - square.Angle];
    }

    /// <summary>The square that lies off by <paramref name="shift"/>: the inverse of <see cref="ShiftTo"/>.</summary>
    public static RotatedSquare Shift(RotatedSquare square, ReadOnlySpan<float> shift) =>
        new(square.Center + (square.AxisX * shift[0]) + (square.AxisY * shift[1]), square.Size * MathF.Exp(shift[2]), square.Angle + shift[3]);
}
