using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PsyCare.Vision.Units;

/// <summary>
/// Cuts the closer looks at eyes and mouth out of the crop that the unit network sees, bilinear, at the crop's own scale, and evens each out. Between the
/// network's two models, as training does it with one (<c>cut</c> in models/training/fit/network.py). Eight pixels at once where the processor can gather.
/// </summary>
internal static class CloserLooks
{
    /// <summary>Pixels across and down a look at an eye.</summary>
    public const int EyeWidth = 48, EyeHeight = 40;

    /// <summary>Pixels across and down a look at the mouth.</summary>
    public const int MouthWidth = 64, MouthHeight = 48;

    /// <summary>Vectors that say where to look, two numbers each: see <see cref="Cut"/>.</summary>
    public const int VectorCount = 5;

    private const int Side = UnitNetwork.CropSize;

    /// <summary>Deviations are divided by themselves and this, so that noise is not blown up.</summary>
    private const float Noise = 0.15f;

    /// <summary>Cuts all looks.</summary>
    /// <param name="crop">The normalized crop; beyond its edge lies its mean, 0.</param>
    /// <param name="looks">
    /// <see cref="VectorCount"/> pairs, x and y: how far a side of the crop reaches along the line between the eyes and down from it, both about unit
    /// length, then the middles of right eye, left eye and mouth from that of the crop, shares of its side.
    /// </param>
    /// <param name="eyes">Receives the person's right eye, then the left one mirrored.</param>
    /// <param name="mouths">Receives the mouth, then the same mirrored.</param>
    public static void Cut(ReadOnlySpan<float> crop, ReadOnlySpan<float> looks, Span<float> eyes, Span<float> mouths)
    {
        var vectors = MemoryMarshal.Cast<float, Vector2>(looks);
        var (along, down) = (vectors[0], vectors[1]);
        Look(crop, vectors[2], along, down, EyeWidth, eyes[..(EyeWidth * EyeHeight)]);
        Look(crop, vectors[3], -along, down, EyeWidth, eyes[(EyeWidth * EyeHeight)..]);
        var mouth = mouths[..(MouthWidth * MouthHeight)];
        var mirrored = mouths[(MouthWidth * MouthHeight)..];
        Look(crop, vectors[4], along, down, MouthWidth, mouth);
        mouth.CopyTo(mirrored);
        for (var row = 0; row < MouthHeight; row++)
            mirrored.Slice(row * MouthWidth, MouthWidth).Reverse();
    }

    private static void Look(ReadOnlySpan<float> crop, Vector2 middle, Vector2 along, Vector2 down, int width, Span<float> pixels)
    {
        var height = pixels.Length / width;
        var start = (Side * middle) + new Vector2((Side - 1) / 2f) - (along * (width - 1) / 2) - (down * (height - 1) / 2);
        for (var row = 0; row < height; row++)
        {
            var first = start + (row * down);
            var line = pixels.Slice(row * width, width);
            if (Avx2.IsSupported && IsInside(first) && IsInside(first + ((width - 1) * along)))
                SampleInside(crop, first, along, line);
            else
                SampleAnywhere(crop, first, along, line);
        }

        EvenOut(pixels);
    }

    /// <summary>Whether a point and its neighbours to the right and below are of the crop, with room for rounding.</summary>
    private static bool IsInside(Vector2 at) => at is { X: >= 0.01f and < Side - 1.01f, Y: >= 0.01f and < Side - 1.01f };

    private static unsafe void SampleInside(ReadOnlySpan<float> crop, Vector2 first, Vector2 step, Span<float> line)
    {
        var ramp = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        var (x, y) = (Vector256.Create(first.X) + (ramp * step.X), Vector256.Create(first.Y) + (ramp * step.Y));
        fixed (float* pixels = crop)
        {
            for (var i = 0; i < line.Length; i += 8, x += Vector256.Create(8 * step.X), y += Vector256.Create(8 * step.Y))
            {
                var (left, top) = (Vector256.ConvertToInt32Native(x), Vector256.ConvertToInt32Native(y));
                var (u, v) = (x - Vector256.ConvertToSingle(left), y - Vector256.ConvertToSingle(top));
                var offset = (top * Side) + left;
                var upper = Mix(Avx2.GatherVector256(pixels, offset, 4), Avx2.GatherVector256(pixels + 1, offset, 4), u);
                var lower = Mix(Avx2.GatherVector256(pixels + Side, offset, 4), Avx2.GatherVector256(pixels + Side + 1, offset, 4), u);
                Mix(upper, lower, v).StoreUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(line), i));
            }
        }
    }

    private static Vector256<float> Mix(Vector256<float> one, Vector256<float> other, Vector256<float> share) => one + ((other - one) * share);

    private static void SampleAnywhere(ReadOnlySpan<float> crop, Vector2 first, Vector2 step, Span<float> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var at = first + (i * step);
            var (left, top) = (MathF.Floor(at.X), MathF.Floor(at.Y));
            var upper = float.Lerp(At(crop, left, top), At(crop, left + 1, top), at.X - left);
            var lower = float.Lerp(At(crop, left, top + 1), At(crop, left + 1, top + 1), at.X - left);
            line[i] = float.Lerp(upper, lower, at.Y - top);
        }
    }

    private static float At(ReadOnlySpan<float> crop, float column, float row) =>
        column is >= 0 and < Side && row is >= 0 and < Side ? crop[((int)row * Side) + (int)column] : 0;

    /// <summary>Zero mean and about unit deviation.</summary>
    private static void EvenOut(Span<float> pixels)
    {
        var mean = CropNormalizer.Moments(pixels, 0).Sum / pixels.Length;
        var variance = CropNormalizer.Moments(pixels, mean).Squares / pixels.Length;
        CropNormalizer.Scale(pixels, mean, 1 / (MathF.Sqrt(variance) + Noise));
    }
}
