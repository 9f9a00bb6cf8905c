using System.Runtime.InteropServices;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Inference;

namespace PsyCare.Vision.Tracking;

/// <summary>Finds faces anywhere in a picture with BlazeFace.</summary>
internal sealed class FaceDetector : IDisposable
{
    /// <summary>The model's file.</summary>
    public const string ModelFile = "face_detection_short_range.onnx";

    private readonly CropSampler _sampler = new(BlazeFaceDecoder.InputSize, low: -1, high: 1);
    private readonly OnnxRun _run;
    private readonly BlazeFaceDecoder _decoder = new();

    /// <summary>A detector with buffers of its own.</summary>
    public FaceDetector(OnnxModel model) => _run = model.CreateRun(
        new("input", 1, 3, BlazeFaceDecoder.InputSize, BlazeFaceDecoder.InputSize),
        new OnnxTensor("regressors", 1, BlazeFaceDecoder.AnchorCount, BlazeFaceDecoder.ValuesPerAnchor),
        new OnnxTensor("classificators", 1, BlazeFaceDecoder.AnchorCount, 1));

    /// <summary>Faces in the picture, best first, in its pixels; valid until the next call.</summary>
    public List<DetectedFace> Detect(in I420View picture)
    {
        var square = RotatedSquare.AroundPicture(picture.Width, picture.Height);
        _sampler.Sample(picture, square, isBlackOutside: true, _run.Input);
        _run.Run();
        var faces = _decoder.Decode(_run.Outputs[0], _run.Outputs[1]);
        foreach (ref var face in CollectionsMarshal.AsSpan(faces))
        {
            face = new(
                face.Score,
                square.ToPicture(face.Min),
                square.ToPicture(face.Max),
                square.ToPicture(face.RightEye),
                square.ToPicture(face.LeftEye));
        }

        return faces;
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();
}
