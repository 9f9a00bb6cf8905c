using System.Numerics;

namespace PsyCare.Training.Scenes;

/// <summary>How a person looks, the same in every picture of a session. Lengths in cm, colours linear light.</summary>
internal sealed record Appearance
{
    /// <summary>Monk scale, 1 to 10.</summary>
    public required int Tone { get; init; }
    public required Vector3 Skin { get; init; }
    public required Vector3 Hair { get; init; }
    public required Vector3 Brow { get; init; }
    public required Vector3 Lips { get; init; }
    public required Vector3 Iris { get; init; }

    /// <summary>0 young to 1 old: depth of lines at rest.</summary>
    public required float Age { get; init; }
    public required float BrowWidth { get; init; }
    public required float BrowLift { get; init; }
    public required float BrowDensity { get; init; }
    public required float LipStrength { get; init; }
    public required float LidLine { get; init; }
    public required float LidShadow { get; init; }

    /// <summary>0 shaven, up to 0.5 stubble, 1 a full beard.</summary>
    public required float Beard { get; init; }
    public required float Moustache { get; init; }
    public required float Freckles { get; init; }
    public required float Blotches { get; init; }
    public required float Blush { get; init; }

    /// <summary>Height of the hairline on the mean face; above 11 the head is bald.</summary>
    public required float Hairline { get; init; }
    public required float HairVolume { get; init; }

    /// <summary>How far long hair reaches beside the face, 0 none.</summary>
    public required float LongHair { get; init; }
    public required float Shine { get; init; }
    public required Glasses? Glasses { get; init; }

    /// <summary>Where in the noise this person's skin lies.</summary>
    public required Vector2 Seed { get; init; }
}

/// <summary>A pair of glasses.</summary>
/// <param name="Colour">Of the frame.</param>
/// <param name="Thickness">Of the frame, cm.</param>
/// <param name="Half">Half width and half height of a lens, cm.</param>
/// <param name="Squareness">2 an ellipse, larger a rounded rectangle.</param>
/// <param name="Glare">Opacity of the reflection on a lens.</param>
internal sealed record Glasses(Vector3 Colour, float Thickness, Vector2 Half, float Squareness, float Glare);
