using PsyCare.Domain.Affect;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Quality;

public class QualityGateTests
{
    private const int Side = 480;
    private const float InFocus = 0.13f;

    [Fact]
    public void Large_bright_frontal_face_is_good()
    {
        var (quality, reason) = Judge(size: 200, luma: 140);

        Assert.Null(reason);
        Assert.Equal(1, quality.Overall, 0.05f);
        Assert.Equal(200f / Side, quality.FaceHeight, 0.01f);
        Assert.Equal((140f - 16) / 219, quality.Brightness, 0.01f);
    }

    [Theory]
    [InlineData(40, 140, 0, 0, 0, NoReadingReason.TooSmall)]
    [InlineData(200, 30, 0, 0, 0, NoReadingReason.TooDark)]
    [InlineData(200, 140, 50, 0, 0, NoReadingReason.TurnedAway)]
    [InlineData(200, 140, -50, 0, 0, NoReadingReason.TurnedAway)]
    [InlineData(200, 140, 0, 40, 0, NoReadingReason.TurnedAway)]
    [InlineData(200, 140, 0, 0, 5, NoReadingReason.Covered)]
    [InlineData(200, 140, 0, 0, 0, NoReadingReason.Blurred, 0.03f)]
    public void Reason_is_named(float size, byte luma, float yaw, float pitch, int covered, NoReadingReason expected, float sharpness = InFocus)
    {
        var (quality, reason) = Judge(size, luma, yaw, pitch, covered, sharpness: sharpness);

        Assert.Equal(expected, reason);
        Assert.Equal(0, quality.Overall);
        Assert.Equal((yaw, pitch), (quality.YawDegrees, quality.PitchDegrees));
    }

    [Fact]
    public void Quality_falls_steadily_as_the_head_turns()
    {
        var overall = new[] { 10f, 20, 30, 39 }.Select(yaw => Judge(200, 140, yaw).Quality.Overall).ToList();

        Assert.Equal(overall.OrderDescending(), overall);
        Assert.InRange(overall[^1], 0.2f, 0.5f);
    }

    [Fact]
    public void Quality_falls_with_every_region_that_is_covered()
    {
        var overall = new[] { 0, 1, 2, 3 }.Select(covered => Judge(200, 140, covered: covered).Quality.Overall).ToList();

        Assert.Equal(overall.OrderDescending(), overall);
        Assert.Distinct(overall);
    }

    [Fact]
    public void Face_half_outside_the_picture_is_judged_by_what_is_inside() =>
        Assert.Equal((140f - 16) / 219, Judge(200, 140, centerX: 0).Quality.Brightness, 0.01f);

    private static (FaceQuality Quality, NoReadingReason? Reason) Judge(
        float size, byte luma, float yaw = 0, float pitch = 0, int covered = 0, float centerX = Side / 2, float sharpness = InFocus) =>
        QualityGate.Judge(Grey(luma), new RotatedSquare(new(centerX, Side / 2), size, 0), new(yaw, pitch, covered, sharpness));

    private static I420View Grey(byte luma)
    {
        var chroma = Enumerable.Repeat((byte)128, Side * Side / 4).ToArray();
        return new(Side, Side, Enumerable.Repeat(luma, Side * Side).ToArray(), Side, chroma, chroma, Side / 2);
    }
}
