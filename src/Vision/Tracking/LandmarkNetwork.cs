using System.Numerics;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Inference;

namespace PsyCare.Vision.Tracking;

/// <summary>Finds the landmarks of the face in a given square with MediaPipe's attention mesh.</summary>
internal sealed class LandmarkNetwork : IDisposable
{
    /// <summary>The model's file.</summary>
    public const string ModelFile = "face_landmark_with_attention.onnx";

    private const int InputSize = 192;
    private readonly CropSampler _sampler = new(InputSize, low: 0, high: 1);
    private readonly OnnxRun _run;
    private readonly MeshHeads _heads;

    /// <summary>A network with buffers of its own.</summary>
    public LandmarkNetwork(OnnxModel model)
    {
        _run = model.CreateRun(
            new("input", 1, 3, InputSize, InputSize),
            new OnnxTensor("output_mesh_identity", 1, 1404),
            new OnnxTensor("output_lips", 1, 160),
            new OnnxTensor("output_left_eye", 1, 142),
            new OnnxTensor("output_right_eye", 1, 142),
            new OnnxTensor("output_left_iris", 1, 10),
            new OnnxTensor("output_right_iris", 1, 10),
            new OnnxTensor("conv_faceflag", 1, 1));
        var outputs = _run.Outputs;
        _heads = new(outputs[0], outputs[1], outputs[2], outputs[3], outputs[4], outputs[5]);
    }

    /// <summary>Landmarks of the face that fills <paramref name="square"/>, whether there is one or not: see Presence.</summary>
    public FaceMesh Find(in I420View picture, RotatedSquare square) => Find(picture, square, new Vector3[FaceMesh.PointCount]);

    /// <summary>The same, with the landmarks in <paramref name="points"/>.</summary>
    public FaceMesh Find(in I420View picture, RotatedSquare square, Vector3[] points)
    {
        _sampler.Sample(picture, square, isBlackOutside: false, _run.Input);
        _run.Run();
        MeshRefinement.Join(_heads, points);
        foreach (ref var point in points.AsSpan())
            point = new(square.ToPicture(point.AsVector2() / InputSize), point.Z / InputSize * square.Size);
        return new(points, _run.Outputs[6][0]);
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();
}
