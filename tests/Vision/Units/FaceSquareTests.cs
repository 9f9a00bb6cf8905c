using System.Numerics;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

public class FaceSquareTests
{
    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(12, -7, 1.2f, 0.3f)]
    [InlineData(-30, 4, 0.8f, -0.6f)]
    public void Shifting_by_how_far_a_square_is_off_leads_there(float x, float y, float scale, float turn)
    {
        var square = new RotatedSquare(new(100, 120), 80, 0.2f);
        var other = new RotatedSquare(square.Center + new Vector2(x, y), square.Size * scale, square.Angle + turn);

        var reached = FaceSquare.Shift(square, FaceSquare.ShiftTo(square, other));

        Assert.Equal(other.Center.X, reached.Center.X, 0.01f);
        Assert.Equal(other.Center.Y, reached.Center.Y, 0.01f);
        Assert.Equal(other.Size, reached.Size, 0.01f);
        Assert.Equal(other.Angle, reached.Angle, 0.001f);
    }
}
