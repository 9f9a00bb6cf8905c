using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Inference;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

/// <summary>The estimator on a neutral face whose landmarks are moved by hand.</summary>
public class GeometricUnitEstimatorTests
{
    private const double FrameSeconds = 1.0 / 15;
    private static readonly FaceMesh Neutral = NeutralFace();
    private readonly GeometricUnitEstimator _estimator = new();

    public GeometricUnitEstimatorTests() => Show(Neutral, seconds: 3);

    [Fact]
    public void Face_at_rest_shows_nothing() =>
        Assert.All(Show(Neutral, seconds: 1), estimate => Assert.InRange(estimate.Value, 0, 0.5f));

    [Fact]
    public void Lip_corners_drawn_up_and_out_are_AU12()
    {
        var units = Show(Moved((61, new(-0.8f, 0.8f, 0)), (291, new(0.8f, 0.8f, 0))));

        Assert.InRange(units[ActionUnit.LipCornerPuller], 2, 5);
        Assert.InRange(units[ActionUnit.LipCornerDepressor], 0, 0.5f);
        Assert.InRange(units[ActionUnit.BrowLowerer], 0, 0.5f);
    }

    [Fact]
    public void Lip_corners_drawn_down_are_AU15()
    {
        var units = Show(Moved((61, new(0, -0.35f, 0)), (291, new(0, -0.35f, 0))));

        Assert.InRange(units[ActionUnit.LipCornerDepressor], 2, 5);
        Assert.InRange(units[ActionUnit.LipCornerPuller], 0, 0.5f);
    }

    [Fact]
    public void Whole_brow_raised_is_AU1_and_AU2()
    {
        var units = Show(Moved([.. Brows().Select(brow => (brow, new Vector3(0, 0.6f, 0)))]));

        Assert.InRange(units[ActionUnit.InnerBrowRaiser], 2, 5);
        Assert.InRange(units[ActionUnit.OuterBrowRaiser], 2, 5);
        Assert.InRange(units[ActionUnit.BrowLowerer], 0, 0.5f);
    }

    [Fact]
    public void Brow_lowered_and_drawn_together_is_AU4()
    {
        var units = Show(Moved([
            .. Brows(inner: true, onLeft: true).Select(brow => (brow, new Vector3(0.06f, -0.25f, 0))),
            .. Brows(inner: true, onLeft: false).Select(brow => (brow, new Vector3(-0.06f, -0.25f, 0))),
            .. Brows(inner: false).Select(brow => (brow, new Vector3(0, -0.3f, 0))),
        ]));

        Assert.InRange(units[ActionUnit.BrowLowerer], 2, 5);
        Assert.InRange(units[ActionUnit.InnerBrowRaiser], 0, 0.5f);
    }

    [Fact]
    public void Closed_lids_are_AU45_at_once()
    {
        int[] upper = [158, 159, 160, 385, 386, 387];

        var units = Estimate(Moved([.. upper.Select(lid => (lid, new Vector3(0, -0.85f, 0)))]));

        Assert.InRange(units[ActionUnit.Blink], 3, 5);
    }

    [Fact]
    public void Open_lips_are_AU25()
    {
        int[] lower = [14, 87, 317, 17, 84, 314];

        var units = Show(Moved([.. lower.Select(lip => (lip, new Vector3(0, -0.6f, 0)))]));

        Assert.InRange(units[ActionUnit.LipsPart], 2, 5);
    }

    [Theory]
    [InlineData(25, 0, 0)]
    [InlineData(-25, 5, 10)]
    [InlineData(0, 15, -20)]
    public void Turning_the_head_changes_no_measure(float yaw, float pitch, float roll)
    {
        var rotation = Matrix4x4.CreateFromYawPitchRoll(float.DegreesToRadians(yaw), float.DegreesToRadians(pitch), float.DegreesToRadians(roll));
        var turned = new FaceMesh([.. Neutral.Points.Select(point => Vector3.Transform(point, rotation))], 1);

        var measures = FaceMeasures.Take(turned, HeadPose.Of(turned));

        var expected = FaceMeasures.Take(Neutral, HeadPose.Of(Neutral));
        Assert.All(measures.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 0.01f));
    }

    [Fact]
    public void Change_shows_within_150_milliseconds()
    {
        var smile = Moved((61, new(-0.8f, 0.8f, 0)), (291, new(0.8f, 0.8f, 0)));
        var settled = new GeometricUnitEstimatorTests().Show(smile)[ActionUnit.LipCornerPuller];

        Estimate(smile);
        var units = Estimate(smile);

        Assert.InRange(units[ActionUnit.LipCornerPuller], 0.85f * settled, 5);
    }

    [Fact]
    public void Units_come_in_the_order_of_FACS()
    {
        var units = _estimator.Estimate(Neutral, HeadPose.Of(Neutral), FrameSeconds).Select(estimate => estimate.Unit).ToList();

        Assert.True(units.Count >= 12);
        Assert.Equal(units.Order(), units);
    }

    private Dictionary<ActionUnit, float> Show(FaceMesh mesh, double seconds = 0.4)
    {
        var units = Estimate(mesh);
        for (var time = FrameSeconds; time < seconds; time += FrameSeconds)
            units = Estimate(mesh);
        return units;
    }

    private Dictionary<ActionUnit, float> Estimate(FaceMesh mesh) =>
        _estimator.Estimate(mesh, HeadPose.Of(mesh), FrameSeconds).ToDictionary(estimate => estimate.Unit, estimate => estimate.Intensity);

    /// <summary>The neutral face with landmarks moved by canonical centimetres, y up; the head of the clip's first second is nearly frontal.</summary>
    private static FaceMesh Moved(params (int Landmark, Vector3 By)[] moves)
    {
        var points = (Vector3[])Neutral.Points.Clone();
        var scale = HeadPose.Of(Neutral).PixelsPerUnit;
        foreach (var (landmark, by) in moves)
            points[landmark] += by * scale * new Vector3(1, -1, -1);
        return new(points, 1);
    }

    private static int[] Brows() => [.. Brows(inner: true, onLeft: true), .. Brows(inner: true, onLeft: false), .. Brows(inner: false)];

    private static int[] Brows(bool inner, bool onLeft = true) =>
        !inner ? [105, 52, 70, 46, 63, 53, 334, 282, 300, 276, 293, 283] : onLeft ? [107, 55] : [336, 285];

    private static FaceMesh NeutralFace()
    {
        var folder = new VisionOptions().ModelFolder;
        using var detector = OnnxModel.Load(folder, FaceDetector.ModelFile);
        using var landmarks = OnnxModel.Load(folder, LandmarkNetwork.ModelFile);
        using var tracker = new FaceTracker(new FaceDetector(detector), new LandmarkNetwork(landmarks));
        using var decoder = new Vp8Decoder();
        FaceMesh? mesh = null;
        foreach (var frame in FakePatientClip.ReadFrames().Take(10))
        {
            decoder.TryDecode(frame.Data);
            Assert.True(decoder.TryGetPicture(out var picture));
            mesh = tracker.Track(picture, frame.RtpTimestamp);
        }

        return mesh!;
    }
}
