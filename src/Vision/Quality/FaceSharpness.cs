using System.Numerics;

namespace PsyCare.Vision.Quality;

/// <summary>
/// How sharp a face is: bends of its luma across 0.4 cm, which are what units are read from, beside bends across 1.7 cm, which every face has.
/// A ratio, so that neither light nor contrast matters. Noise passes for sharpness.
/// </summary>
internal static class FaceSharpness
{
    /// <summary>Reach of the two bends, pixels of the crop.</summary>
    private const int Fine = 3;
    private const int Coarse = 12;

    /// <summary>The part of the crop that is face on nearly everyone, shares of its side.</summary>
    private const float Top = 14f / 120, Bottom = 106f / 120, Left = 20f / 120, Right = 100f / 120;

    /// <summary>Sharpness of the crop that the unit network looks at.</summary>
    /// <param name="crop">Its luma, whatever its scale, row by row.</param>
    /// <param name="size">Pixels on a side.</param>
    /// <returns>About 0.13 for a face in focus, 0.03 where it is blurred by 0.4 cm (standard deviation); 1 for a crop without any detail.</returns>
    public static float Measure(ReadOnlySpan<float> crop, int size)
    {
        var coarse = Bends(crop, size, Coarse);
        return coarse > 0 ? Bends(crop, size, Fine) / coarse : 1;
    }

    /// <summary>Mean square of second differences at a reach, across plus down.</summary>
    private static float Bends(ReadOnlySpan<float> crop, int size, int reach)
    {
        var (top, bottom) = ((int)(Top * size), (int)(Bottom * size));
        var (left, right) = ((int)(Left * size), (int)(Right * size));
        var (across, down) = (0f, 0f);
        for (var row = top; row < bottom; row++)
            across += Squares(crop, (row * size) + left + reach, right - left - (2 * reach), reach);
        for (var row = top + reach; row < bottom - reach; row++)
            down += Squares(crop, (row * size) + left, right - left, reach * size);
        return (across / ((bottom - top) * (right - left - (2 * reach)))) + (down / ((bottom - top - (2 * reach)) * (right - left)));
    }

    /// <summary>Sum of squared second differences at <paramref name="count"/> places, with neighbours <paramref name="step"/> before and behind.</summary>
    private static float Squares(ReadOnlySpan<float> values, int start, int count, int step)
    {
        var before = values.Slice(start - step, count);
        var at = values.Slice(start, count);
        var behind = values.Slice(start + step, count);
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var bend = new Vector<float>(before[i..]) - (2 * new Vector<float>(at[i..])) + new Vector<float>(behind[i..]);
            sums += bend * bend;
        }

        var sum = Vector.Sum(sums);
        for (; i < count; i++)
        {
            var bend = before[i] - (2 * at[i]) + behind[i];
            sum += bend * bend;
        }

        return sum;
    }
}
