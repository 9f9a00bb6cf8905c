using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tracking;

/// <summary>
/// Cuts a turned square out of the luma of a picture, N x N, bilinear, straight from the decoder's memory. Where the square is more than twice
/// as large as N, four samples are averaged for each pixel. Eight pixels at once where the processor can gather.
/// </summary>
internal static class LumaSampler
{
    private const int Fraction = 16;
    private const float One = 1 << Fraction;

    /// <summary>Fills <paramref name="pixels"/> (N x N) with luma as it is coded, 16 black to 235 white.</summary>
    /// <param name="picture">The picture; beyond its edge the edge's own pixels are repeated.</param>
    /// <param name="square">What to cut out.</param>
    /// <param name="size">N.</param>
    /// <param name="pixels">Receives N N values.</param>
    public static void Sample(in I420View picture, RotatedSquare square, int size, Span<float> pixels)
    {
        pixels = pixels[..(size * size)];
        if (square.Size <= 2 * size)
        {
            pixels.Clear();
            Add(picture, square, size, Vector2.Zero, 1, pixels);
            return;
        }

        pixels.Clear();
        foreach (var offset in (ReadOnlySpan<Vector2>)[new(-0.25f, -0.25f), new(0.25f, -0.25f), new(-0.25f, 0.25f), new(0.25f, 0.25f)])
            Add(picture, square, size, offset / size, 0.25f, pixels);
    }

    /// <summary>Adds one sample a pixel, shifted by a part of a pixel.</summary>
    private static void Add(in I420View picture, RotatedSquare square, int size, Vector2 shift, float weight, Span<float> pixels)
    {
        var step = square.AxisX / size;
        for (var row = 0; row < size; row++)
        {
            var start = square.ToPicture(new Vector2(0.5f / size, (row + 0.5f) / size) + shift) - new Vector2(0.5f);
            var last = start + (step * (size - 1));
            var values = pixels.Slice(row * size, size);
            if (Avx2.IsSupported && IsInside(picture, start) && IsInside(picture, last))
                AddInside(picture, start, step, weight, values);
            else
                AddAnywhere(picture, start, step, weight, values);
        }
    }

    /// <summary>Whether four bytes may be read at a point and below it.</summary>
    private static bool IsInside(in I420View picture, Vector2 at) =>
        at.X >= 0 && at.Y >= 0 && at.X < picture.Width - 4 && at.Y < picture.Height - 2;

    private static unsafe void AddInside(in I420View picture, Vector2 start, Vector2 step, float weight, Span<float> values)
    {
        var whole = values.Length & ~7;
        AddAnywhere(picture, start + (whole * step), step, weight, values[whole..]);
        var ramp = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
        var (stepX, stepY) = ((int)MathF.Round(step.X * One), (int)MathF.Round(step.Y * One));
        var x = Vector256.Create((int)MathF.Round(start.X * One)) + (ramp * stepX);
        var y = Vector256.Create((int)MathF.Round(start.Y * One)) + (ramp * stepY);
        var (nextX, nextY) = (Vector256.Create(8 * stepX), Vector256.Create(8 * stepY));
        var (byteMask, fractionMask) = (Vector256.Create(0xff), Vector256.Create(0xffff));
        var weights = Vector256.Create(weight);
        fixed (byte* luma = picture.Y)
        {
            for (var i = 0; i < whole; i += 8, x += nextX, y += nextY)
            {
                var offset = ((y >> Fraction) * picture.StrideY) + (x >> Fraction);
                var upper = Avx2.GatherVector256((int*)luma, offset, 1);
                var lower = Avx2.GatherVector256((int*)(luma + picture.StrideY), offset, 1);
                var (u, v) = (Vector256.ConvertToSingle(x & fractionMask) * (1 / One), Vector256.ConvertToSingle(y & fractionMask) * (1 / One));
                var top = Mix(upper, u, byteMask);
                var value = top + ((Mix(lower, u, byteMask) - top) * v);
                ref var target = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), i);
                (Vector256.LoadUnsafe(ref target) + (value * weights)).StoreUnsafe(ref target);
            }
        }
    }

    private static Vector256<float> Mix(Vector256<int> bytes, Vector256<float> share, Vector256<int> mask)
    {
        var left = Vector256.ConvertToSingle(bytes & mask);
        var right = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(bytes, 8) & mask);
        return left + ((right - left) * share);
    }

    private static void AddAnywhere(in I420View picture, Vector2 start, Vector2 step, float weight, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var at = start + (i * step);
            var (left, top) = (MathF.Floor(at.X), MathF.Floor(at.Y));
            var (u, v) = (at.X - left, at.Y - top);
            var upper = float.Lerp(At(picture, left, top), At(picture, left + 1, top), u);
            var lower = float.Lerp(At(picture, left, top + 1), At(picture, left + 1, top + 1), u);
            values[i] += weight * float.Lerp(upper, lower, v);
        }
    }

    private static float At(in I420View picture, float column, float row)
    {
        var x = (int)Math.Clamp(column, 0, picture.Width - 1);
        var y = (int)Math.Clamp(row, 0, picture.Height - 1);
        return picture.Y[(y * picture.StrideY) + x];
    }
}
