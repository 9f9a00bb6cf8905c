using System.Numerics;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Pose;

public class HeadPoseTests
{
    [Theory]
    [InlineData(0, 0, 0, 20)]
    [InlineData(30, 0, 0, 12)]
    [InlineData(-50, 10, 0, 33)]
    [InlineData(5, -25, 15, 8)]
    [InlineData(-20, 20, -40, 50)]
    public void Pose_of_a_turned_canonical_head_is_recovered(float yaw, float pitch, float roll, float scale)
    {
        var pose = HeadPose.Of(Head(yaw, pitch, roll, scale));

        Assert.Equal(yaw, pose.YawDegrees, 0.5f);
        Assert.Equal(pitch, pose.PitchDegrees, 0.5f);
        Assert.Equal(scale, pose.PixelsPerUnit, scale * 0.01f);
    }

    [Fact]
    public void Normalizing_takes_the_pose_out()
    {
        var mesh = Head(25, -15, 10, 18);
        var pose = HeadPose.Of(mesh);

        Assert.All(CanonicalHead.Points, point =>
            Assert.InRange(Vector3.Distance(point.Position, pose.Normalize(mesh.Points[point.Landmark])), 0, 0.05f));
    }

    [Fact]
    public void Landmarks_on_one_spot_give_numbers()
    {
        var pose = HeadPose.Of(new(new Vector3[FaceMesh.PointCount], 1));

        Assert.True(float.IsFinite(pose.YawDegrees + pose.PitchDegrees));
    }

    /// <summary>The canonical head, turned, scaled and drawn at (320, 240) of a picture whose y axis points down.</summary>
    private static FaceMesh Head(float yaw, float pitch, float roll, float scale)
    {
        var rotation = Matrix4x4.CreateFromYawPitchRoll(float.DegreesToRadians(yaw), float.DegreesToRadians(-pitch), float.DegreesToRadians(roll));
        var points = new Vector3[FaceMesh.PointCount];
        foreach (var point in CanonicalHead.Points)
            points[point.Landmark] = (Vector3.Transform(point.Position, rotation) * scale * new Vector3(1, -1, -1)) + new Vector3(320, 240, 0);
        return new(points, 1);
    }
}
