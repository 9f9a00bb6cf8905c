using System.Numerics;
using PsyCare.Domain.Affect;

namespace PsyCare.Training.Scenes;

/// <summary>One picture: what the face does, where the head is, how it is lit and filmed.</summary>
internal sealed record Scene
{
    /// <summary>Whether this picture shows the person at rest.</summary>
    public required bool IsNeutral { get; init; }

    /// <summary>Activation of each unit on the person's left and right, 0 to 1.</summary>
    public required IReadOnlyDictionary<ActionUnit, (float Left, float Right)> Units { get; init; }

    /// <summary>Where the eyes look relative to the head, degrees: to the person's left, up.</summary>
    public required Vector2 Gaze { get; init; }
    public required HeadView View { get; init; }
    public required Lighting Light { get; init; }
    public required Background Background { get; init; }
    public required IReadOnlyList<Occluder> Occluders { get; init; }
    public required CameraSettings Camera { get; init; }
}

/// <summary>Where the head is.</summary>
/// <param name="YawDegrees">Positive to the person's left.</param>
/// <param name="PitchDegrees">Positive upwards.</param>
/// <param name="RollDegrees">Positive when the head leans to the left of the picture.</param>
/// <param name="Side">Pixels of the square picture.</param>
/// <param name="PixelsPerCm">At the depth of the face.</param>
/// <param name="Center">Pixels, where the middle of the face lies.</param>
/// <param name="Distance">From the camera, cm.</param>
internal sealed record HeadView(
    float YawDegrees, float PitchDegrees, float RollDegrees, int Side, float PixelsPerCm, Vector2 Center, float Distance);

/// <summary>Lights from directions towards which they stand, and light from above and below.</summary>
internal sealed record Lighting((Vector3 Direction, Vector3 Colour)[] Lamps, Vector3 Sky, Vector3 Ground);

/// <summary>What is behind the head: two colours, and clouds of a size and strength.</summary>
internal sealed record Background(Vector3 Top, Vector3 Bottom, float Scale, float Strength, Vector2 Seed);

/// <summary>A rounded bar in front of the face: a finger, an arm, a cup, a pen.</summary>
/// <param name="From">One end, cm from the middle of the face as seen by the camera, y up.</param>
/// <param name="To">The other end.</param>
/// <param name="Radius">Cm.</param>
/// <param name="Colour">Linear light.</param>
internal sealed record Occluder(Vector2 From, Vector2 To, float Radius, Vector3 Colour);

/// <summary>What the camera and the encoder do.</summary>
/// <param name="Brightness">Mean of the face that the exposure aims at, gamma-coded, 0 to 1.</param>
/// <param name="WhiteBalance">Factors of red, green, blue.</param>
/// <param name="Contrast">Around middle grey.</param>
/// <param name="Blur">Standard deviation, pixels.</param>
/// <param name="Motion">Pixels that the picture moves during exposure.</param>
/// <param name="Noise">Standard deviation, 0 to 255.</param>
/// <param name="Quantizer">libvpx' 0 (best) to 63.</param>
/// <param name="Seed">Of the noise.</param>
internal sealed record CameraSettings(
    float Brightness, Vector3 WhiteBalance, float Contrast, float Blur, Vector2 Motion, float Noise, int Quantizer, int Seed);
