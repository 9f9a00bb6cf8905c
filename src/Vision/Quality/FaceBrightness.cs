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
        var step = (max - min) / Steps;
        var (sum, count) = (0, 0);
        for (var row = 0; row < Steps; row++)
        {
            var y = min.Y + ((row + 0.5f) * step.Y);
            if (y < 0 || y >= picture.Height)
                continue;
            var luma = picture.Y.Slice((int)y * picture.StrideY, picture.Width);
            var reach = Reach(row);
            for (var column = (Steps / 2) - reach; column < (Steps / 2) + reach; column++)
            {
                var x = min.X + ((column + 0.5f) * step.X);
                if (x < 0 || x >= picture.Width)
                    continue;
                sum += luma[(int)x];
                count++;
            }
        }

        return count == 0 ? 0 : Math.Clamp((((float)sum / count) - Black) / (White - Black), 0, 1);
    }

    /// <summary>How many samples of a row lie inside the ellipse on either side of its middle.</summary>
    private static int Reach(int row)
    {
        const float Half = Steps / 2f;
        var off = row + 0.5f - Half;
        return (int)(MathF.Sqrt((Half * Half) - (off * off)) + 0.5f);
    }
}
