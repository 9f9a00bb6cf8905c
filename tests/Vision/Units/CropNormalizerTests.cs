using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

public class CropNormalizerTests
{
    private const int Size = 120;
    private readonly float[] _crop = [.. Enumerable.Range(0, Size * Size).Select(i => 100 + (20 * MathF.Sin(i * 0.37f)) + (i % 7))];

    private IEnumerable<float> Middle => Enumerable.Range(14, 92).SelectMany(row => _crop[((row * Size) + 20)..((row * Size) + 100)]);

    [Fact]
    public void Middle_has_zero_mean_and_unit_deviation()
    {
        CropNormalizer.Normalize(_crop, Size);

        Assert.Equal(0, Middle.Average(), 1e-4f);
        Assert.Equal(1, Middle.Average(pixel => pixel * pixel), 1e-3f);
    }

    [Fact]
    public void Light_and_gain_make_no_difference()
    {
        float[] brighter = [.. _crop.Select(pixel => (1.3f * pixel) + 25)];

        CropNormalizer.Normalize(_crop, Size);
        CropNormalizer.Normalize(brighter, Size);

        Assert.All(_crop.Zip(brighter), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [Fact]
    public void Noise_of_a_plain_wall_is_not_blown_up()
    {
        for (var i = 0; i < _crop.Length; i++)
            _crop[i] = 90 + (i % 2);

        CropNormalizer.Normalize(_crop, Size);

        Assert.All(_crop, pixel => Assert.InRange(pixel, -0.2f, 0.2f));
    }
}
