using PsyCare.Domain.Affect;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Inference;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Vision;

/// <summary>
/// Makes face readers. The models are loaded once and shared; each reader has its own decoder, buffers and baseline. Thread-safe; dispose it
/// after its readers.
/// </summary>
public sealed class FaceReaderFactory : IFaceReaderFactory, IDisposable
{
    private readonly OnnxModel _detector;
    private readonly OnnxModel _landmarks;
    private readonly OnnxModel _glance;
    private readonly OnnxModel _closer;
    private int _made;

    /// <summary>Loads the models.</summary>
    /// <param name="options">Where the models lie and what computes them.</param>
    /// <exception cref="VisionUnavailableException">A model, ONNX Runtime, OpenH264 or the device is missing or unfit.</exception>
    public FaceReaderFactory(VisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LibOpenH264.EnsureLoaded();
        var loaded = new List<OnnxModel>();
        try
        {
            foreach (var file in (ReadOnlySpan<string>)[FaceDetector.ModelFile, LandmarkNetwork.ModelFile, UnitNetwork.GlanceFile, UnitNetwork.ModelFile])
                loaded.Add(OnnxModel.Load(options, file));
        }
        catch (VisionUnavailableException)
        {
            loaded.ForEach(model => model.Dispose());
            throw;
        }

        (_detector, _landmarks, _glance, _closer) = (loaded[0], loaded[1], loaded[2], loaded[3]);
    }

    /// <inheritdoc/>
    /// <exception cref="VisionUnavailableException">libvpx is missing or unfit.</exception>
    public IFaceReader Create()
    {
        var decoder = new FrameDecoder();
        var phase = PhaseOf(Interlocked.Increment(ref _made) & int.MaxValue);
        return new FaceReader(
            decoder, new FaceTracker(new FaceDetector(_detector), new LandmarkNetwork(_landmarks), new UnitNetwork(_glance, _closer), phase));
    }

    /// <summary>When within their intervals the checks of the reader that was made as the n-th come: see <see cref="FaceTracker"/>.</summary>
    /// <returns>From 0 to 1; those of any few in a row lie about evenly between (multiples of the golden ratio).</returns>
    internal static float PhaseOf(int n)
    {
        const double GoldenRatio = 0.6180339887;
        return (float)(n * GoldenRatio % 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closer.Dispose();
        _glance.Dispose();
        _landmarks.Dispose();
        _detector.Dispose();
    }
}
