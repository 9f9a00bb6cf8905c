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

    /// <summary>Loads the models.</summary>
    /// <param name="options">Where the models lie.</param>
    /// <exception cref="VisionUnavailableException">A model or ONNX Runtime is missing or unfit.</exception>
    public FaceReaderFactory(VisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _detector = OnnxModel.Load(options.ModelFolder, FaceDetector.ModelFile);
        try
        {
            _landmarks = OnnxModel.Load(options.ModelFolder, LandmarkNetwork.ModelFile);
        }
        catch (VisionUnavailableException)
        {
            _detector.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="VisionUnavailableException">libvpx is missing or unfit.</exception>
    public IFaceReader Create()
    {
        var decoder = new Vp8Decoder();
        return new FaceReader(
            decoder,
            new FaceTracker(new FaceDetector(_detector), new LandmarkNetwork(_landmarks)),
            new GeometricUnitEstimator());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _landmarks.Dispose();
        _detector.Dispose();
    }
}
