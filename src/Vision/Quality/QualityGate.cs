using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Quality;

/// <summary>Decides whether a face can be read, and says how good its picture is.</summary>
internal static class QualityGate
{
    /// <summary>Beyond this yaw one half of the face is guessed by the network, not seen.</summary>
    public const float MaxYawDegrees = 40;

    /// <summary>Beyond this pitch brows or chin are foreshortened away.</summary>
    public const float MaxPitchDegrees = 30;

    /// <summary>Mean luma of the face, 0 to 1, under which units are guesses.</summary>
    public const float MinBrightness = 0.10f;

    /// <summary>Side of the face's square, brow to chin, pixels of the decoded picture; less has too little to see.</summary>
    public const float MinFacePixels = 56;

    /// <summary>
    /// <see cref="FaceSharpness"/> under which a face is blurred: on held-out renders 98% in focus lie above, 88% blurred by 0.4 cm below.
    /// </summary>
    public const float MinSharpness = 0.04f;

    /// <summary>From this share on a region counts as covered.</summary>
    public const float Covered = 0.5f;

    /// <summary>With more regions covered than this the rest says too little.</summary>
    public const int MaxCoveredRegions = 3;

    private const float GoodYawDegrees = 15;
    private const float GoodPitchDegrees = 15;
    private const float GoodBrightness = 0.25f;
    private const float GoodFacePixels = 110;
    private const float GoodSharpness = 0.07f;

    /// <summary>The head's box within its square.</summary>
    private const float HeadShare = 0.45f;

    /// <summary>Quality of the face, and why it cannot be read; null where it can.</summary>
    public static (FaceQuality Quality, NoReadingReason? Reason) Judge(in I420View picture, RotatedSquare face, FaceLook look)
    {
        var half = new Vector2(face.Size * HeadShare);
        var brightness = FaceBrightness.Measure(picture, face.Center - half, face.Center + half);
        var reason = Reason(face.Size, brightness, look);
        var overall = reason is null ? Overall(face.Size, brightness, look) : 0;
        var quality = new FaceQuality(overall, Math.Clamp(face.Size / picture.Height, 0, 1), brightness, look.YawDegrees, look.PitchDegrees);
        return (quality, reason);
    }

    private static NoReadingReason? Reason(float size, float brightness, FaceLook look) =>
        size < MinFacePixels ? NoReadingReason.TooSmall
        : brightness < MinBrightness ? NoReadingReason.TooDark
        : Math.Abs(look.YawDegrees) > MaxYawDegrees || Math.Abs(look.PitchDegrees) > MaxPitchDegrees ? NoReadingReason.TurnedAway
        : look.CoveredRegions > MaxCoveredRegions ? NoReadingReason.Covered
        : look.Sharpness < MinSharpness ? NoReadingReason.Blurred
        : null;

    /// <summary>The product of terms, each 1 where the picture is good and falling to 0.3 at its limit.</summary>
    private static float Overall(float size, float brightness, FaceLook look) =>
        Term(size, MinFacePixels, GoodFacePixels)
        * Term(brightness, MinBrightness, GoodBrightness)
        * Term(-Math.Abs(look.YawDegrees), -MaxYawDegrees, -GoodYawDegrees)
        * Term(-Math.Abs(look.PitchDegrees), -MaxPitchDegrees, -GoodPitchDegrees)
        * Term(-look.CoveredRegions, -MaxCoveredRegions, 0)
        * Term(look.Sharpness, MinSharpness, GoodSharpness);

    private static float Term(float value, float limit, float good) =>
        value < limit ? 0 : 0.3f + (0.7f * Math.Min(1, (value - limit) / (good - limit)));
}

/// <summary>What the unit network's look at a face says beside its units.</summary>
/// <param name="YawDegrees">Positive when the person turns to their left.</param>
/// <param name="PitchDegrees">Positive when the person looks up.</param>
/// <param name="CoveredRegions">How many <see cref="FaceRegion"/>s something covers.</param>
/// <param name="Sharpness">See <see cref="FaceSharpness"/>.</param>
internal readonly record struct FaceLook(float YawDegrees, float PitchDegrees, int CoveredRegions, float Sharpness)
{
    /// <summary>Of the network's last picture.</summary>
    public static FaceLook Of(UnitNetwork network)
    {
        var covered = 0;
        foreach (var share in network.Cover)
            covered += share > QualityGate.Covered ? 1 : 0;
        return new(network.YawDegrees, network.PitchDegrees, covered, FaceSharpness.Measure(network.Crop, UnitNetwork.CropSize));
    }
}
