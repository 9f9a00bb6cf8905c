using System.Numerics;

namespace PsyCare.Vision.Tracking;

/// <summary>A face that BlazeFace found, in the units that it was decoded to.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="Min">Top left corner of the box from brows to chin.</param>
/// <param name="Max">Bottom right corner.</param>
/// <param name="RightEye">The person's right eye, on the left of the picture.</param>
/// <param name="LeftEye">The person's left eye.</param>
internal readonly record struct DetectedFace(float Score, Vector2 Min, Vector2 Max, Vector2 RightEye, Vector2 LeftEye)
{
    /// <summary>Area of the box.</summary>
    public float Area => Math.Max(0, Max.X - Min.X) * Math.Max(0, Max.Y - Min.Y);

    /// <summary>The sum with another face's points, these weighted; for means. The score stays.</summary>
    public DetectedFace Plus(DetectedFace other, float weight) => new(
        Score, Min + (other.Min * weight), Max + (other.Max * weight), RightEye + (other.RightEye * weight), LeftEye + (other.LeftEye * weight));

    /// <summary>Intersection over union of two boxes, 0 to 1.</summary>
    public float Overlap(DetectedFace other)
    {
        var size = Vector2.Max(Vector2.Zero, Vector2.Min(Max, other.Max) - Vector2.Max(Min, other.Min));
        var shared = size.X * size.Y;
        var union = Area + other.Area - shared;
        return union > 0 ? shared / union : 0;
    }
}
