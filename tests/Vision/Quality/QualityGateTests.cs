using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Quality;

public class QualityGateTests
{
    private const int Side = 480;

    [Fact]
    public void Large_bright_frontal_face_is_good()
    {
        var (quality, reason) = Judge(scale: 20, luma: 140);

        Assert.Null(reason);
        Assert.Equal(1, quality.Overall, 0.05f);
        Assert.InRange(quality.FaceHeight, 0.2f, 0.6f);
        Assert.Equal((140f - 16) / 219, quality.Brightness, 0.01f);
    }

    [Theory]
    [InlineData(3, 140, 0, 0, NoReadingReason.TooSmall)]
    [InlineData(15, 30, 0, 0, NoReadingReason.TooDark)]
    [InlineData(15, 140, 50, 0, NoReadingReason.TurnedAway)]
    [InlineData(15, 140, -50, 0, NoReadingReason.TurnedAway)]
    [InlineData(15, 140, 0, 40, NoReadingReason.TurnedAway)]
    public void Reason_is_named(float scale, byte luma, float yaw, float pitch, NoReadingReason expected)
    {
        var (quality, reason) = Judge(scale, luma, yaw, pitch);

        Assert.Equal(expected, reason);
        Assert.Equal(0, quality.Overall);
        Assert.Equal(yaw, quality.YawDegrees, 1f);
        Assert.Equal(pitch, quality.PitchDegrees, 1f);
    }

    [Fact]
    public void Quality_falls_steadily_as_the_head_turns()
    {
        var overall = new[] { 10f, 20, 30, 40 }.Select(yaw => Judge(20, 140, yaw).Quality.Overall).ToList();

        Assert.Equal(overall.OrderDescending(), overall);
        Assert.InRange(overall[^1], 0.2f, 0.5f);
    }

    [Fact]
    public void Face_half_outside_the_picture_is_judged_by_what_is_inside() =>
        Assert.Equal((140f - 16) / 219, Judge(15, 140, centerX: 0).Quality.Brightness, 0.01f);

    [Fact]
    public void Empty_picture_has_no_face()
    {
        using var detector = Inference.OnnxModel.Load(new VisionOptions().ModelFolder, FaceDetector.ModelFile);
        using var landmarks = Inference.OnnxModel.Load(new VisionOptions().ModelFolder, LandmarkNetwork.ModelFile);
        using var tracker = new FaceTracker(new FaceDetector(detector), new LandmarkNetwork(landmarks));

        Assert.Null(tracker.Track(Grey(140), timestamp: 0));
        Assert.Null(tracker.Track(Grey(16), timestamp: 3000));
    }

    private static (FaceQuality Quality, NoReadingReason? Reason) Judge(
        float scale, byte luma, float yaw = 0, float pitch = 0, float centerX = Side / 2)
    {
        var rotation = Matrix4x4.CreateFromYawPitchRoll(float.DegreesToRadians(yaw), float.DegreesToRadians(-pitch), 0);
        Vector3 InPicture(Vector3 canonical) =>
            (Vector3.Transform(canonical, rotation) * scale * new Vector3(1, -1, -1)) + new Vector3(centerX, Side / 2, 0);
        var points = new Vector3[FaceMesh.PointCount];
        Array.Fill(points, InPicture(new(0, 0, 5)));
        foreach (var point in CanonicalHead.Points)
            points[point.Landmark] = InPicture(point.Position);
        var mesh = new FaceMesh(points, 20);
        return QualityGate.Judge(Grey(luma), mesh, HeadPose.Of(mesh));
    }

    private static I420View Grey(byte luma)
    {
        var chroma = Enumerable.Repeat((byte)128, Side * Side / 4).ToArray();
        return new(Side, Side, Enumerable.Repeat(luma, Side * Side).ToArray(), Side, chroma, chroma, Side / 2);
    }
}
