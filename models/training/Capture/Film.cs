using System.Numerics;
using PsyCare.Training.Rendering;
using PsyCare.Training.Scenes;
using PsyCare.Vision.Decoding;

namespace PsyCare.Training.Capture;

/// <summary>A picture in planar YUV 4:2:0 that owns its bytes: luma, then U and V.</summary>
internal sealed record Yuv(int Side, byte[] Luma, byte[] U, byte[] V)
{
    /// <summary>As the product sees pictures.</summary>
    public I420View View => new(Side, Side, Luma, Side, U, V, Side / 2);
}

/// <summary>What a camera makes of light: exposure, lens, sensor, and BT.601 in limited range.</summary>
internal static class Film
{
    private const float Gamma = 1 / 2.2f;
    private const int StepsToWhite = 4096;
    private static readonly float[] Coded = [.. Enumerable.Range(0, StepsToWhite + 1).Select(i => MathF.Pow((float)i / StepsToWhite, Gamma))];

    /// <summary>Films a rendering.</summary>
    public static Yuv Expose(Rendering.Rendering rendering, CameraSettings camera)
    {
        var pixels = Blur(rendering.Pixels, rendering.Side, camera);
        var gain = MathF.Pow(camera.Brightness, 1 / Gamma) / Math.Max(FaceMean(rendering), 1e-4f) * camera.WhiteBalance;
        var random = new Random(camera.Seed);
        for (var i = 0; i < pixels.Length; i++)
        {
            var light = pixels[i] * gain;
            var coded = new Vector3(Code(light.X), Code(light.Y), Code(light.Z));
            var grain = camera.Noise / 255 * ((random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2);
            coded = ((coded - new Vector3(0.5f)) * camera.Contrast) + new Vector3(0.5f + grain);
            pixels[i] = Vector3.Clamp(coded, Vector3.Zero, Vector3.One) * 255;
        }

        return ToYuv(pixels, rendering.Side);
    }

    /// <summary>Linear light to a gamma-coded value; what is brighter than white is white.</summary>
    private static float Code(float light) => Coded[(int)(Math.Clamp(light, 0, 1) * StepsToWhite)];

    private static float FaceMean(Rendering.Rendering rendering)
    {
        var (sum, count) = (0f, 1);
        for (var i = 0; i < rendering.Pixels.Length; i++)
        {
            if (!rendering.FaceMask[i])
                continue;
            sum += Vector3.Dot(rendering.Pixels[i], new(0.299f, 0.587f, 0.114f));
            count++;
        }

        return sum / count;
    }

    /// <summary>Focus blur and motion blur, as a few taps along x and along y.</summary>
    private static Vector3[] Blur(Vector3[] pixels, int side, CameraSettings camera)
    {
        var across = Pass(pixels, side, 1, Kernel(camera.Blur, camera.Motion.X));
        return Pass(across, side, side, Kernel(camera.Blur, camera.Motion.Y));
    }

    private static float[] Kernel(float deviation, float motion)
    {
        var width = MathF.Sqrt((deviation * deviation) + (motion * motion / 3));
        var radius = Math.Clamp((int)(2.2f * width), 1, 5);
        float[] kernel = [.. Enumerable.Range(-radius, (2 * radius) + 1).Select(i => Curves.Bell(i, Math.Max(width, 0.15f)))];
        return Array.ConvertAll(kernel, value => value / kernel.Sum());
    }

    private static Vector3[] Pass(Vector3[] pixels, int side, int step, float[] kernel)
    {
        var result = new Vector3[pixels.Length];
        var radius = kernel.Length / 2;
        for (var i = 0; i < pixels.Length; i++)
        {
            var place = i / step % side;
            var sum = Vector3.Zero;
            for (var k = -radius; k <= radius; k++)
                sum += kernel[k + radius] * pixels[i + ((Math.Clamp(place + k, 0, side - 1) - place) * step)];
            result[i] = sum;
        }

        return result;
    }

    private static Yuv ToYuv(Vector3[] pixels, int side)
    {
        var half = side / 2;
        var yuv = new Yuv(side, new byte[side * side], new byte[half * half], new byte[half * half]);
        for (var i = 0; i < pixels.Length; i++)
            yuv.Luma[i] = (byte)(16.5f + Vector3.Dot(pixels[i], new(0.2568f, 0.5041f, 0.0979f)));
        for (var i = 0; i < yuv.U.Length; i++)
        {
            var at = (i / half * 2 * side) + (i % half * 2);
            var mean = (pixels[at] + pixels[at + 1] + pixels[at + side] + pixels[at + side + 1]) / 4;
            yuv.U[i] = (byte)(128.5f + Vector3.Dot(mean, new(-0.1482f, -0.2910f, 0.4392f)));
            yuv.V[i] = (byte)(128.5f + Vector3.Dot(mean, new(0.4392f, -0.3678f, -0.0714f)));
        }

        return yuv;
    }
}
