using System.Numerics;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

public class CloserLooksTests
{
    private const int Side = UnitNetwork.CropSize;
    private const int EyePixels = CloserLooks.EyeWidth * CloserLooks.EyeHeight;
    private const int MouthPixels = CloserLooks.MouthWidth * CloserLooks.MouthHeight;

    /// <summary>A plane, which bilinear sampling reproduces, says for each pixel where it came from.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.3f)]
    [InlineData(-0.2f)]
    public void Pixels_come_from_where_the_turned_look_says(float angle)
    {
        var (along, down) = (new Vector2(MathF.Cos(angle), MathF.Sin(angle)), new Vector2(-MathF.Sin(angle), MathF.Cos(angle)));
        var middle = new Vector2(-0.11f, -0.07f);

        var (eyes, _) = Cut(CropOf((x, y) => x + (2 * y)), along, down, middle, default, default);

        var expected = new float[EyePixels];
        for (var i = 0; i < EyePixels; i++)
        {
            var (column, row) = ((i % CloserLooks.EyeWidth) + 0.5f - (CloserLooks.EyeWidth / 2f), (i / CloserLooks.EyeWidth) + 0.5f - (CloserLooks.EyeHeight / 2f));
            var at = (Side * middle) + (column * along) + (row * down);
            expected[i] = at.X + (2 * at.Y);
        }

        AssertAlike(EvenedOut(expected), eyes[..EyePixels]);
    }

    [Fact]
    public void Left_eye_is_seen_as_the_right_one_of_the_mirror_image()
    {
        var (crop, mirrored) = (CropOf(Face), CropOf((x, y) => Face(-x, y)));
        var middle = new Vector2(0.13f, -0.2f);

        var (eyes, _) = Cut(crop, Vector2.UnitX, Vector2.UnitY, default, middle, default);
        var (ofMirror, _) = Cut(mirrored, Vector2.UnitX, Vector2.UnitY, middle with { X = -middle.X }, default, default);

        AssertAlike(ofMirror[..EyePixels], eyes[EyePixels..]);
    }

    [Fact]
    public void Mouth_comes_once_as_it_is_and_once_mirrored()
    {
        var (_, mouths) = Cut(CropOf(Face), Vector2.UnitX, Vector2.UnitY, default, default, new(0.02f, 0.2f));
        var (_, ofMirror) = Cut(CropOf((x, y) => Face(-x, y)), Vector2.UnitX, Vector2.UnitY, default, default, new(-0.02f, 0.2f));

        AssertAlike(ofMirror[..MouthPixels], mouths[MouthPixels..]);
    }

    /// <summary>Beyond the edge lies the crop's mean: a spot looks the same there as in the middle of an even crop.</summary>
    [Fact]
    public void At_the_edge_is_seen_what_is_seen_inside()
    {
        const int Shift = 50;
        float Spot(float x, float y) => MathF.Abs(x) < 8 && MathF.Abs(y) < 8 ? Face(x, y) : 0;

        var (inside, _) = Cut(CropOf(Spot), Vector2.UnitX, Vector2.UnitY, new(0.01f, 0.01f), default, default);
        var (edge, _) = Cut(CropOf((x, y) => Spot(x - Shift, y)), Vector2.UnitX, Vector2.UnitY, new(0.01f + ((float)Shift / Side), 0.01f), default, default);

        AssertAlike(inside[..EyePixels], edge[..EyePixels]);
    }

    private static float Face(float x, float y) => MathF.Sin(x / 5) + MathF.Cos((y + x) / 9) + (0.3f * MathF.Sin(y));

    /// <summary>A crop of a function of the pixels right of and below its middle.</summary>
    private static float[] CropOf(Func<float, float, float> value) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => value((i % Side) - ((Side - 1) / 2f), (i / Side) - ((Side - 1) / 2f)))];

    private static (float[] Eyes, float[] Mouths) Cut(float[] crop, Vector2 along, Vector2 down, Vector2 right, Vector2 left, Vector2 mouth)
    {
        var (eyes, mouths) = (new float[2 * EyePixels], new float[2 * MouthPixels]);
        CloserLooks.Cut(crop, [along.X, along.Y, down.X, down.Y, right.X, right.Y, left.X, left.Y, mouth.X, mouth.Y], eyes, mouths);
        return (eyes, mouths);
    }

    private static float[] EvenedOut(float[] values)
    {
        var mean = values.Average();
        var deviation = MathF.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => (value - mean) / (deviation + 0.15f));
    }

    private static void AssertAlike(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-3f));
}
