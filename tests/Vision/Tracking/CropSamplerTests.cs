using System.Numerics;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Tracking;

public class CropSamplerTests
{
    private const int Side = 64;
    private const int Size = 16;
    private readonly byte[] _luma = new byte[Side * Side];
    private readonly byte[] _chroma = [.. Enumerable.Repeat((byte)128, Side * Side / 4)];
    private readonly float[] _tensor = new float[3 * Size * Size];

    [Theory]
    [InlineData(16, 0f)]
    [InlineData(235, 1f)]
    [InlineData(126, 0.5023f)]
    public void Grey_spans_the_limited_range_in_all_three_colours(byte luma, float expected)
    {
        Array.Fill(_luma, luma);

        Sample(new(new(32, 32), 40, 0.3f), isBlackOutside: false);

        Assert.All(_tensor, value => Assert.Equal(expected, value, 0.002f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4f)]
    [InlineData(-1.2f)]
    public void Pixels_come_from_where_the_turned_square_says(float angle)
    {
        // A plane of luma, which bilinear sampling reproduces: 40 + 2 x + y.
        for (var i = 0; i < _luma.Length; i++)
            _luma[i] = (byte)(40 + (2 * (i % Side)) + (i / Side));
        var square = new RotatedSquare(new(30, 34), 32, angle);

        Sample(square, isBlackOutside: false);

        for (var i = 0; i < Size * Size; i++)
        {
            var at = square.ToPicture(new((i % Size + 0.5f) / Size, (i / Size + 0.5f) / Size)) - new Vector2(0.5f);
            var luma = 40 + (2 * at.X) + at.Y;
            Assert.Equal((luma - 16) / 219, _tensor[i], 0.004f);
        }
    }

    [Fact]
    public void Beyond_the_edge_is_black_or_the_edge_itself()
    {
        Array.Fill(_luma, (byte)235);
        var square = new RotatedSquare(new(0, 0), 32, 0);

        Sample(square, isBlackOutside: true);
        Assert.Equal(0, _tensor[0], 0.01f);
        Assert.Equal(1, _tensor[(Size * Size) - 1], 0.01f);

        Sample(square, isBlackOutside: false);
        Assert.Equal(1, _tensor[0], 0.01f);
    }

    [Fact]
    public void Colours_are_red_green_blue_by_bt601()
    {
        Array.Fill(_luma, (byte)81);
        var u = Enumerable.Repeat((byte)90, Side * Side / 4).ToArray();
        var v = Enumerable.Repeat((byte)240, Side * Side / 4).ToArray();

        new CropSampler(Size, 0, 1).Sample(new(Side, Side, _luma, Side, u, v, Side / 2), new(new(32, 32), 32, 0), false, _tensor);

        Assert.Equal(1, _tensor[0], 0.02f);
        Assert.Equal(0, _tensor[Size * Size], 0.02f);
        Assert.Equal(0, _tensor[2 * Size * Size], 0.02f);
    }

    [Theory]
    [InlineData(1e7f, 40)]
    [InlineData(-500, 40)]
    [InlineData(32, 5000)]
    public void Squares_far_outside_are_survived(float center, float size) =>
        Sample(new(new(center, center), size, 1), isBlackOutside: false);

    private void Sample(RotatedSquare square, bool isBlackOutside) =>
        new CropSampler(Size, 0, 1).Sample(new(Side, Side, _luma, Side, _chroma, _chroma, Side / 2), square, isBlackOutside, _tensor);
}
