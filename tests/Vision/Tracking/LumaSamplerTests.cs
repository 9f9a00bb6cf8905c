using System.Numerics;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Tracking;

public class LumaSamplerTests
{
    private const int Side = 96;
    private const int Size = 16;
    private readonly byte[] _luma = new byte[Side * Side];
    private readonly float[] _pixels = new float[Size * Size];

    [Theory]
    [InlineData(20, 0)]
    [InlineData(32, 0.4f)]
    [InlineData(60, -1.2f)]
    [InlineData(60, 3)]
    public void Pixels_come_from_where_the_turned_square_says(float size, float angle)
    {
        // A plane of luma, which bilinear sampling and averaging reproduce: 40 + x + y / 2.
        for (var i = 0; i < _luma.Length; i++)
            _luma[i] = (byte)(40 + (i % Side) + (i / Side / 2));
        var square = new RotatedSquare(new(48, 46), size, angle);

        Sample(square);

        for (var i = 0; i < Size * Size; i++)
        {
            var at = square.ToPicture(new((i % Size + 0.5f) / Size, (i / Size + 0.5f) / Size)) - new Vector2(0.5f);
            Assert.Equal(40 + at.X + (at.Y / 2), _pixels[i], 0.8f);
        }
    }

    [Fact]
    public void Beyond_the_edge_the_edge_is_repeated()
    {
        Array.Fill(_luma, (byte)90);

        Sample(new(new(0, 0), 64, 0.2f));

        Assert.All(_pixels, value => Assert.Equal(90, value, 0.01f));
    }

    [Fact]
    public void Size_that_is_no_multiple_of_eight_stays_within_its_pixels()
    {
        const int Odd = 10;
        Array.Fill(_luma, (byte)90);
        var pixels = new float[(Odd * Odd) + 8];
        var chroma = new byte[Side * Side / 4];

        LumaSampler.Sample(new I420View(Side, Side, _luma, Side, chroma, chroma, Side / 2), new(new(48, 48), 30, 0.3f), Odd, pixels);

        Assert.All(pixels[..(Odd * Odd)], value => Assert.Equal(90, value, 0.01f));
        Assert.All(pixels[(Odd * Odd)..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Rows_inside_and_rows_at_the_edge_are_sampled_alike()
    {
        new Random(3).NextBytes(_luma);
        var inside = new RotatedSquare(new(48, 48), 24, 0.3f);
        Sample(inside);
        var expected = (float[])_pixels.Clone();

        // The same pixels in a picture that ends where the square ends take the careful way.
        var chroma = new byte[Side * Side / 4];
        var cropped = new I420View(66, 66, _luma, Side, chroma, chroma, Side / 2);
        LumaSampler.Sample(cropped, inside, Size, _pixels);

        Assert.All(_pixels.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 0.6f));
    }

    [Theory]
    [InlineData(1e7f, 40)]
    [InlineData(-500, 40)]
    [InlineData(32, 5000)]
    [InlineData(float.NaN, 40)]
    public void Squares_far_outside_are_survived(float center, float size) => Sample(new(new(center, center), size, 1));

    private void Sample(RotatedSquare square)
    {
        var chroma = new byte[Side * Side / 4];
        LumaSampler.Sample(new I420View(Side, Side, _luma, Side, chroma, chroma, Side / 2), square, Size, _pixels);
    }
}
