using PsyCare.Vision.Quality;

namespace PsyCare.Vision.Tests.Quality;

public class FaceSharpnessTests
{
    private const int Side = 120;

    [Fact]
    public void Stripes_as_fine_as_an_eyelid_are_sharper_than_broad_ones()
    {
        Assert.InRange(FaceSharpness.Measure(Stripes(period: 6), Side), 0.5f, float.MaxValue);
        Assert.InRange(FaceSharpness.Measure(Stripes(period: 60), Side), 0, 0.1f);
    }

    [Fact]
    public void Blur_lowers_it()
    {
        var random = new Random(1);
        var crop = Enumerable.Range(0, Side * Side).Select(_ => random.NextSingle()).ToArray();

        var sharpness = new[] { 1, 3, 5, 9 }.Select(width => FaceSharpness.Measure(Blurred(crop, width), Side)).ToList();

        Assert.Equal(sharpness.OrderDescending(), sharpness);
        Assert.InRange(sharpness[^1], 0, sharpness[0] / 2);
    }

    [Theory]
    [InlineData(0.2f, 0)]
    [InlineData(3, -40)]
    public void Contrast_and_light_do_not_matter(float contrast, float light)
    {
        var crop = Blurred(Stripes(period: 9), 3);

        var changed = Array.ConvertAll(crop, value => (value * contrast) + light);

        Assert.Equal(FaceSharpness.Measure(crop, Side), FaceSharpness.Measure(changed, Side), 0.01f);
    }

    [Fact]
    public void Crop_without_any_detail_is_not_called_blurred() => Assert.Equal(1, FaceSharpness.Measure(new float[Side * Side], Side));

    private static float[] Stripes(int period) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => MathF.Sin(2 * MathF.PI * (i % Side) / period))];

    /// <summary>Mean over <paramref name="width"/> pixels across and down; the edges stay as they are.</summary>
    private static float[] Blurred(float[] crop, int width)
    {
        var half = width / 2;
        float Mean(float[] from, int i, int step) => Enumerable.Range(-half, width).Average(k => from[i + (k * step)]);
        bool IsInside(int at) => at >= half && at < Side - half;
        float[] across = [.. crop.Select((value, i) => IsInside(i % Side) ? Mean(crop, i, 1) : value)];
        return [.. across.Select((value, i) => IsInside(i / Side) ? Mean(across, i, Side) : value)];
    }
}
