using System.Diagnostics;
using PsyCare.Domain.Media;
using PsyCare.Vision;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Emotions;
using PsyCare.Vision.Inference;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Benchmarks;

/// <summary>Where the time of a reading goes: each stage by itself, on one picture of the clip, many times.</summary>
internal sealed class FaceStages : IDisposable
{
    private const int Repeats = 1_000;
    private readonly OnnxModel[] _models;
    private readonly FaceDetector _detector;
    private readonly LandmarkNetwork _landmarks;
    private readonly UnitNetwork _network;
    private readonly FrameDecoder _decoder = new();
    private readonly RotatedSquare _face;

    public FaceStages(IReadOnlyList<EncodedFrame> clip)
    {
        _models = [.. new[] { FaceDetector.ModelFile, LandmarkNetwork.ModelFile, UnitNetwork.GlanceFile, UnitNetwork.ModelFile }.Select(file => OnnxModel.Load(new VisionOptions(), file))];
        (_detector, _landmarks, _network) = (new(_models[0]), new(_models[1]), new(_models[2], _models[3]));
        _decoder.TryDecode(clip[0]);
        _decoder.TryGetPicture(out var picture);
        _face = new FaceTracker(_detector, _landmarks, _network, phase: 0).Track(picture, 0).Square;
        Clip = clip;
        Picture = new(picture);
    }

    private IReadOnlyList<EncodedFrame> Clip { get; }

    private CopiedPicture Picture { get; }

    /// <summary>Microseconds of every stage, and how often it comes at five readings a second of a face that is followed.</summary>
    public IEnumerable<(string Stage, double Microseconds)> Measure()
    {
        var (motion, estimator) = (new MotionGate(), new UnitEstimator());
        var crop = new float[UnitNetwork.CropSize * UnitNetwork.CropSize];
        var units = estimator.Estimate(_network, 0.2);
        var look = FaceLook.Of(_network);
        var next = 0;
        yield return ("decoding a frame (three a reading)", Time(() => _decoder.TryDecode(Clip[next++ % Clip.Count])));
        yield return ("motion, and what the next is compared with", Time(() =>
        {
            motion.IsDue(Picture.View, _face, 0.2);
            motion.Keep(Picture.View, _face);
        }));
        yield return ("cutting out the face", Time(() => LumaSampler.Sample(Picture.View, _face, UnitNetwork.CropSize, crop)));
        yield return ("normalizing it", Time(() => CropNormalizer.Normalize(crop, UnitNetwork.CropSize)));
        yield return ("unit network, with both", Time(() => _network.Look(Picture.View, _face)));
        yield return ("sharpness and cover", Time(() => FaceLook.Of(_network)));
        yield return ("quality", Time(() => QualityGate.Judge(Picture.View, _face, look)));
        yield return ("units and the face at rest", Time(() => estimator.Estimate(_network, 0.2)));
        yield return ("emotions", Time(() => EmotionTable.Estimate(units, 1)));
        yield return ("detector (once a second)", Time(() => _detector.Detect(Picture.View)));
        yield return ("landmarks (every five seconds)", Time(() => _landmarks.Find(Picture.View, _face)));
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _network.Dispose();
        _landmarks.Dispose();
        _detector.Dispose();
        foreach (var model in _models)
            model.Dispose();
    }

    private static double Time(Action stage)
    {
        for (var i = 0; i < Repeats / 4; i++)
            stage();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Repeats; i++)
            stage();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / Repeats;
    }

    /// <summary>A picture that stays when the decoder goes on.</summary>
    private sealed class CopiedPicture(in I420View picture)
    {
        private readonly byte[] _y = picture.Y.ToArray();
        private readonly byte[] _u = picture.U.ToArray();
        private readonly byte[] _v = picture.V.ToArray();
        private readonly (int Width, int Height, int StrideY, int StrideUv) _shape = (picture.Width, picture.Height, picture.StrideY, picture.StrideUv);

        public I420View View => new(_shape.Width, _shape.Height, _y, _shape.StrideY, _u, _v, _shape.StrideUv);
    }
}
