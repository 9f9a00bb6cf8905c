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
    private readonly OnnxModel _units;

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
            foreach (var file in (ReadOnlySpan<string>)[FaceDetector.ModelFile, LandmarkNetwork.ModelFile, UnitNetwork.ModelFile])
                loaded.Add(OnnxModel.Load(options, file));
        }
        catch (VisionUnavailableException)
        {
            loaded.ForEach(model => model.Dispose());
            throw;
        }

        (_detector, _landmarks, _units) = (loaded[0], loaded[1], loaded[2]);
    }

    /// <inheritdoc/>
    /// <exception cref="VisionUnavailableException">libvpx is missing or unfit.</exception>
    public IFaceReader Create()
    {
        var decoder = new FrameDecoder();
        return new FaceReader(
            decoder, new FaceTracker(new FaceDetector(_detector), new LandmarkNetwork(_landmarks), new UnitNetwork(_units)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _units.Dispose();
        _landmarks.Dispose();
        _detector.Dispose();
    }
}
