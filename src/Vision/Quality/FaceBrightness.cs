using System.Numerics;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Quality;

/// <summary>How bright a face is.</summary>
internal static class FaceBrightness
{
    private const int Steps = 24;
    private const float Black = 16;
    private const float White = 235;

    /// <summary>Mean luma over the ellipse inside a face's box, from 24 x 24 samples; the part outside the picture does not count.</summary>
    /// <returns>0 (black) to 1 (white).</returns>
    public static float Measure(in I420View picture, Vector2 min, Vector2 max)
    {
        var (sum, count) = (0L, 0);
        for (var row = 0; row < Steps; row++)
        {
            for (var column = 0; column < Steps; column++)
            {
                var unit = new Vector2(column + 0.5f, row + 0.5f) / Steps;
                var at = min + ((max - min) * unit);
                if (Vector2.Distance(unit, new(0.5f)) > 0.5f || !Contains(picture, at))
                    continue;
                sum += picture.Y[((int)at.Y * picture.StrideY) + (int)at.X];
                count++;
            }
        }

        return count == 0 ? 0 : Math.Clamp((((float)sum / count) - Black) / (White - Black), 0, 1);
    }

    private static bool Contains(in I420View picture, Vector2 at) =>
        at.X >= 0 && at.Y >= 0 && at.X < picture.Width && at.Y < picture.Height;
}
