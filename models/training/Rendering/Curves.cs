using System.Numerics;

namespace PsyCare.Training.Rendering;

/// <summary>Distances to curves on a plane.</summary>
internal static class Curves
{
    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, smooth between; falls where from is the larger.</summary>
    public static float Smooth(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>A bell of height 1.</summary>
    public static float Bell(float distance, float width) => MathF.Exp(-distance * distance / (2 * width * width));

    /// <summary>Distance to a closed polygon, negative inside.</summary>
    public static float SignedDistance(ReadOnlySpan<Vector2> polygon, Vector2 point)
    {
        var (least, isInside) = (float.MaxValue, false);
        for (int i = 0, j = polygon.Length - 1; i < polygon.Length; j = i++)
        {
            var (a, b) = (polygon[i], polygon[j]);
            least = Math.Min(least, Vector2.Distance(point, Nearest(a, b, point, out _)));
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X)
                isInside = !isInside;
        }

        return isInside ? -least : least;
    }

    /// <summary>Signed distance to an open curve (positive above it), and where along it the nearest point is, 0 to 1.</summary>
    public static (float Across, float Along) Along(ReadOnlySpan<Vector2> curve, Vector2 point)
    {
        var (least, across, along) = (float.MaxValue, 0f, 0f);
        for (var i = 0; i + 1 < curve.Length; i++)
        {
            var nearest = Nearest(curve[i], curve[i + 1], point, out var t);
            var distance = Vector2.Distance(point, nearest);
            if (distance >= least)
                continue;
            (least, across, along) = (distance, point.Y >= nearest.Y ? distance : -distance, (i + t) / (curve.Length - 1));
        }

        return (across, along);
    }

    private static Vector2 Nearest(Vector2 a, Vector2 b, Vector2 point, out float t)
    {
        t = Math.Clamp(Vector2.Dot(point - a, b - a) / Math.Max((b - a).LengthSquared(), 1e-9f), 0, 1);
        return Vector2.Lerp(a, b, t);
    }
}
