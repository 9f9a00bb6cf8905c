using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tracking;

/// <summary>
/// Cuts a turned square out of an I420 picture, scaled to N x N, as the planar RGB floats that the networks take. Bilinear, in 16.16 fixed
/// point; chroma, which has half the detail anyway, is sampled once for each two by two pixels. Colours are BT.601, limited range, as
/// browsers encode cameras.
/// </summary>
internal sealed class CropSampler
{
    private const int Fraction = 16;
    private const float Unit = 1f / (1 << Fraction);
    private const byte BlackLuma = 16;
    private const byte NoChroma = 128;
    private readonly int _size;
    private readonly float[] _luma;
    private readonly float[] _blue;
    private readonly float[] _red;
    private readonly float _scale;
    private readonly float _offset;

    /// <summary>A sampler for one network.</summary>
    /// <param name="size">N, a multiple of 16.</param>
    /// <param name="low">The value that black becomes.</param>
    /// <param name="high">The value that full red, green or blue becomes.</param>
    public CropSampler(int size, float low, float high)
    {
        _size = size;
        _luma = new float[size];
        _blue = new float[size];
        _red = new float[size];
        _scale = (high - low) / 255;
        _offset = low;
    }

    /// <summary>Fills <paramref name="tensor"/> (3 x N x N: red, green, blue).</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="square">What to cut out.</param>
    /// <param name="isBlackOutside">Beyond the picture's edge: black, else the edge's own pixels repeated.</param>
    /// <param name="tensor">3 N N floats.</param>
    public void Sample(in I420View picture, RotatedSquare square, bool isBlackOutside, Span<float> tensor)
    {
        var area = _size * _size;
        var dx = square.AxisX / _size;
        var luma = new Plane(picture.Y, picture.StrideY, picture.Width, picture.Height, isBlackOutside ? BlackLuma : null);
        var blue = new Plane(picture.U, picture.StrideUv, picture.ChromaWidth, picture.ChromaHeight, isBlackOutside ? NoChroma : null);
        var red = new Plane(picture.V, picture.StrideUv, picture.ChromaWidth, picture.ChromaHeight, isBlackOutside ? NoChroma : null);
        var half = new Vector2(0.5f);
        for (var row = 0; row < _size; row++)
        {
            luma.SampleRow(square.ToPicture(new(0.5f / _size, (row + 0.5f) / _size)) - half, dx, repeat: 1, _luma);
            if (row % 2 == 0)
            {
                var chroma = (square.ToPicture(new(1f / _size, (row + 1f) / _size)) / 2) - half;
                blue.SampleRow(chroma, dx, repeat: 2, _blue);
                red.SampleRow(chroma, dx, repeat: 2, _red);
            }

            var start = row * _size;
            WriteRow(tensor.Slice(start, _size), tensor.Slice(area + start, _size), tensor.Slice((2 * area) + start, _size));
        }
    }

    /// <summary>BT.601 from limited range, several pixels at once.</summary>
    private void WriteRow(Span<float> r, Span<float> g, Span<float> b)
    {
        for (var x = 0; x < _size; x += Vector<float>.Count)
        {
            var y = (new Vector<float>(_luma, x) - new Vector<float>(16)) * 1.164384f;
            var u = new Vector<float>(_blue, x) - new Vector<float>(128);
            var v = new Vector<float>(_red, x) - new Vector<float>(128);
            Scale(y + (v * 1.596027f)).CopyTo(r[x..]);
            Scale(y - (u * 0.391762f) - (v * 0.812968f)).CopyTo(g[x..]);
            Scale(y + (u * 2.017232f)).CopyTo(b[x..]);
        }
    }

    private Vector<float> Scale(Vector<float> colour) =>
        (Vector.Min(Vector.Max(colour, Vector<float>.Zero), new Vector<float>(255)) * _scale) + new Vector<float>(_offset);

    /// <summary>One plane of the picture; a null <c>outside</c> repeats the edge.</summary>
    private readonly ref struct Plane(ReadOnlySpan<byte> pixels, int stride, int width, int height, byte? outside)
    {
        private readonly ReadOnlySpan<byte> _pixels = pixels;

        /// <summary>Bilinear values at <paramref name="start"/>, start + step, and so on; each written <paramref name="repeat"/> times.</summary>
        public void SampleRow(Vector2 start, Vector2 step, int repeat, Span<float> values)
        {
            var (x, y) = (ToFixed(start.X), ToFixed(start.Y));
            var (stepX, stepY) = (ToFixed(step.X), ToFixed(step.Y));
            var last = (values.Length / repeat) - 1;
            var isInside = IsInside(x, y) && IsInside(x + ((long)stepX * last), y + ((long)stepY * last));
            for (var i = 0; i < values.Length; x += stepX, y += stepY)
            {
                var value = (isInside ? Blend(x, y) : BlendAtEdge(x, y)) * Unit;
                for (var end = i + repeat; i < end; i++)
                    values[i] = value;
            }
        }

        private static int ToFixed(float value) => (int)MathF.Round(value * (1 << Fraction));

        private bool IsInside(long x, long y) =>
            x >= 0 && y >= 0 && x >> Fraction < width - 1 && y >> Fraction < height - 1;

        /// <summary>Without bounds checks: only for points that <see cref="IsInside"/> has found to be inside.</summary>
        private int Blend(int x, int y)
        {
            ref var topLeft = ref Unsafe.Add(ref MemoryMarshal.GetReference(_pixels), ((y >> Fraction) * stride) + (x >> Fraction));
            return Blend(topLeft, Unsafe.Add(ref topLeft, 1), Unsafe.Add(ref topLeft, stride), Unsafe.Add(ref topLeft, stride + 1), x, y);
        }

        private int BlendAtEdge(int x, int y)
        {
            var (column, row) = (x >> Fraction, y >> Fraction);
            return Blend(At(column, row), At(column + 1, row), At(column, row + 1), At(column + 1, row + 1), x, y);
        }

        private byte At(int column, int row)
        {
            var (insideX, insideY) = (Math.Clamp(column, 0, width - 1), Math.Clamp(row, 0, height - 1));
            return outside is { } value && (insideX != column || insideY != row) ? value : _pixels[(insideY * stride) + insideX];
        }

        private static int Blend(int topLeft, int topRight, int bottomLeft, int bottomRight, int x, int y)
        {
            var (weightX, weightY) = ((x >> 8) & 0xff, (y >> 8) & 0xff);
            var top = (topLeft << 8) + ((topRight - topLeft) * weightX);
            var bottom = (bottomLeft << 8) + ((bottomRight - bottomLeft) * weightX);
            return (top << 8) + ((bottom - top) * weightY);
        }
    }
}
