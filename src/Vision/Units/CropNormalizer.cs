using System.Numerics;

namespace PsyCare.Vision.Units;

/// <summary>Gives a crop zero mean and unit deviation over the middle of the face, so that light and camera gain do not matter.</summary>
internal static class CropNormalizer
{
    /// <summary>Luma that deviates by less is noise, which is not to be blown up.</summary>
    private const float LeastDeviation = 4;

    /// <summary>The middle, shares of a side.</summary>
    private const float Top = 14f / 120, Bottom = 106f / 120, Left = 20f / 120, Right = 100f / 120;

    /// <summary>Normalizes in place.</summary>
    /// <param name="pixels">Luma, row by row.</param>
    /// <param name="size">Pixels on a side.</param>
    public static void Normalize(Span<float> pixels, int size)
    {
        var (top, bottom) = ((int)(Top * size), (int)(Bottom * size));
        var (left, right) = ((int)(Left * size), (int)(Right * size));
        var count = (bottom - top) * (right - left);
        var (sum, squares) = (0f, 0f);
        for (var row = top; row < bottom; row++)
            sum += Moments(pixels.Slice((row * size) + left, right - left), 0).Sum;
        var mean = sum / count;
        for (var row = top; row < bottom; row++)
            squares += Moments(pixels.Slice((row * size) + left, right - left), mean).Squares;
        Scale(pixels, mean, 1 / Math.Max(MathF.Sqrt(squares / count), LeastDeviation));
    }

    /// <summary>Sums of the values less <paramref name="mean"/>, and of their squares.</summary>
    public static (float Sum, float Squares) Moments(ReadOnlySpan<float> values, float mean)
    {
        var (sums, squares) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var off = new Vector<float>(values[i..]) - new Vector<float>(mean);
            sums += off;
            squares += off * off;
        }

        var (sum, square) = (Vector.Sum(sums), Vector.Sum(squares));
        for (; i < values.Length; i++)
        {
            sum += values[i] - mean;
            square += (values[i] - mean) * (values[i] - mean);
        }

        return (sum, square);
    }

    /// <summary>Takes <paramref name="mean"/> off each value and multiplies it.</summary>
    public static void Scale(Span<float> values, float mean, float scale)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((new Vector<float>(values[i..]) - new Vector<float>(mean)) * scale).CopyTo(values[i..]);
        for (; i < values.Length; i++)
            values[i] = (values[i] - mean) * scale;
    }
}
