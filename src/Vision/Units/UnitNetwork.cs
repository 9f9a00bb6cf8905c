using PsyCare.Domain.Affect;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Inference;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Units;

/// <summary>
/// The trained network: sees the luma of the face's square and the person's embedding at rest, says Action Units left and right, how much to
/// doubt each, where the head is and which parts of the face are covered. Its card stands in models/.
/// </summary>
/// <remarks>Not for two threads at once; allocates nothing per run.</remarks>
internal sealed class UnitNetwork : IDisposable
{
    /// <summary>What is seen at a glance, and where to look closer.</summary>
    public const string GlanceFile = "action_units_glance.onnx";

    /// <summary>What the closer looks say.</summary>
    public const string ModelFile = "action_units.onnx";

    /// <summary>Length of an embedding.</summary>
    public const int EmbeddingSize = 352;

    /// <summary>Pixels on a side of what the network sees.</summary>
    public const int CropSize = 120;

    private const float MaxIntensity = 5;

    /// <summary>The units it reads, in FACS order.</summary>
    public static readonly ActionUnit[] Units =
    [
        ActionUnit.InnerBrowRaiser, ActionUnit.OuterBrowRaiser, ActionUnit.BrowLowerer, ActionUnit.UpperLidRaiser, ActionUnit.CheekRaiser,
        ActionUnit.LidTightener, ActionUnit.NoseWrinkler, ActionUnit.UpperLipRaiser, ActionUnit.LipCornerPuller, ActionUnit.Dimpler,
        ActionUnit.LipCornerDepressor, ActionUnit.ChinRaiser, ActionUnit.LipPucker, ActionUnit.LipStretcher, ActionUnit.LipPressor,
        ActionUnit.LipsPart, ActionUnit.JawDrop, ActionUnit.LipSuck, ActionUnit.Blink,
    ];

    /// <summary>What one unit of the network's geometry is: shares of the side, radians, degrees.</summary>
    private static readonly float[] GeometryScale = [1 / 20f, 1 / 20f, 1 / 20f, 1 / 20f, 15, 10, 12, 10];

    /// <summary>Numbers that the glance says of the whole face.</summary>
    private const int WholeSize = 48;

    private readonly OnnxRun _glance;
    private readonly OnnxRun _closer;
    private readonly float[] _geometry = new float[8];

    /// <summary>A network with buffers of its own.</summary>
    /// <param name="glance"><see cref="GlanceFile"/>.</param>
    /// <param name="closer"><see cref="ModelFile"/>.</param>
    public UnitNetwork(OnnxModel glance, OnnxModel closer)
    {
        _glance = glance.CreateRun(new("crop", 1, 1, CropSize, CropSize), new("whole", 1, WholeSize), new("looks", 1, CloserLooks.VectorCount, 2));
        _closer = closer.CreateRun(
            [
                new("whole", 1, WholeSize), new("eyes", 2, 1, CloserLooks.EyeHeight, CloserLooks.EyeWidth),
                new("mouths", 2, 1, CloserLooks.MouthHeight, CloserLooks.MouthWidth), new("rest", 1, EmbeddingSize),
            ],
            [
                new("embedding", 1, EmbeddingSize), new("units", 1, Units.Length, 2), new("doubt", 1, Units.Length),
                new("stranger", 1, Units.Length), new("geometry", 1, 8), new("cover", 1, FaceRegions.Count),
                new("population_mean", 1, EmbeddingSize),
            ]);
        Run();
        PopulationMean.CopyTo(Rest);
    }

    /// <summary>The person's embedding at rest, to which the next picture is compared; at first that of people at large.</summary>
    public Span<float> Rest => _closer.Inputs[3];

    /// <summary>What it looked at last: luma of zero mean and unit deviation, <see cref="CropSize"/> squared.</summary>
    public ReadOnlySpan<float> Crop => _glance.Input;

    /// <summary>The embedding of the last picture.</summary>
    public ReadOnlySpan<float> Embedding => _closer.Outputs[0];

    /// <summary>How far the ideal square was off in the last picture: see <see cref="FaceSquare.Shift"/>.</summary>
    public ReadOnlySpan<float> Shift => _geometry.AsSpan(0, 4);

    /// <summary>Positive when the person turns to their left.</summary>
    public float YawDegrees => _geometry[4];

    /// <summary>Positive when the person looks up.</summary>
    public float PitchDegrees => _geometry[5];

    /// <summary>Share of each region that something covers, in the order of <see cref="FaceRegion"/>.</summary>
    public ReadOnlySpan<float> Cover => _closer.Outputs[5];

    /// <summary>Mean embedding of people at rest.</summary>
    public ReadOnlySpan<float> PopulationMean => _closer.Outputs[6];

    /// <summary>Looks at a square of a picture.</summary>
    public void Look(in I420View picture, RotatedSquare square)
    {
        LumaSampler.Sample(picture, square, CropSize, _glance.Input);
        Run();
    }

    /// <summary>Intensity of a unit in the last picture, 0 to 5.</summary>
    /// <param name="unit">Its place in <see cref="Units"/>.</param>
    /// <returns>On the person's left and right; the same for units without sides.</returns>
    public (float Left, float Right) Intensity(int unit) =>
        (Scaled(_closer.Outputs[1][2 * unit]), Scaled(_closer.Outputs[1][(2 * unit) + 1]));

    /// <summary>
    /// Intensity of a unit in the last picture, 0 to 5, mean of both sides, as of somebody of whom nothing is known: compared with people at
    /// large instead of this person at rest.
    /// </summary>
    public float OfStranger(int unit) => Scaled(_closer.Outputs[3][unit]);

    /// <summary>Standard deviation of a unit's intensity, 0 to 5, as the network expects it to be.</summary>
    public float Deviation(int unit) => MaxIntensity * MathF.Exp(_closer.Outputs[2][unit] / 2);

    /// <inheritdoc/>
    public void Dispose()
    {
        _glance.Dispose();
        _closer.Dispose();
    }

    private static float Scaled(float value) => Math.Clamp(value, 0, 1) * MaxIntensity;

    private void Run()
    {
        CropNormalizer.Normalize(_glance.Input, CropSize);
        _glance.Run();
        _glance.Outputs[0].CopyTo(_closer.Inputs[0], 0);
        CloserLooks.Cut(_glance.Input, _glance.Outputs[1], _closer.Inputs[1], _closer.Inputs[2]);
        _closer.Run();
        for (var i = 0; i < _geometry.Length; i++)
            _geometry[i] = _closer.Outputs[4][i] * GeometryScale[i];
    }
}
