using PsyCare.Domain.Affect;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Quality;

/// <summary>Decides whether a face can be read, and says how good its picture is.</summary>
internal static class QualityGate
{
    /// <summary>Beyond this yaw one half of the face is guessed by the network, not seen.</summary>
    public const float MaxYawDegrees = 42;

    /// <summary>Beyond this pitch brows or chin are foreshortened away.</summary>
    public const float MaxPitchDegrees = 35;

    /// <summary>Mean luma of the face, 0 to 1, under which landmarks are guesses.</summary>
    public const float MinBrightness = 0.10f;

    /// <summary>Brow to chin, pixels of the decoded picture; a third of what the landmark network sees.</summary>
    public const float MinFacePixels = 60;

    private const float GoodYawDegrees = 15;
    private const float GoodPitchDegrees = 15;
    private const float GoodBrightness = 0.25f;
    private const float GoodFacePixels = 150;

    /// <summary>Quality of the face, and why it cannot be read; null where it can.</summary>
    public static (FaceQuality Quality, NoReadingReason? Reason) Judge(in I420View picture, FaceMesh mesh, HeadPose pose)
    {
        var (min, max) = mesh.Box();
        var height = max.Y - min.Y;
        var brightness = FaceBrightness.Measure(picture, min, max);
        var quality = new FaceQuality(
            Overall(height, brightness, pose),
            Math.Clamp(height / picture.Height, 0, 1),
            brightness,
            pose.YawDegrees,
            pose.PitchDegrees);
        return (quality, Reason(height, brightness, pose));
    }

    private static NoReadingReason? Reason(float height, float brightness, HeadPose pose) =>
        height < MinFacePixels ? NoReadingReason.TooSmall
        : brightness < MinBrightness ? NoReadingReason.TooDark
        : Math.Abs(pose.YawDegrees) > MaxYawDegrees || Math.Abs(pose.PitchDegrees) > MaxPitchDegrees ? NoReadingReason.TurnedAway
        : null;

    /// <summary>The product of four terms, each 1 where the picture is good and falling to 0.3 at its limit.</summary>
    private static float Overall(float height, float brightness, HeadPose pose) =>
        Term(height, MinFacePixels, GoodFacePixels)
        * Term(brightness, MinBrightness, GoodBrightness)
        * Term(-Math.Abs(pose.YawDegrees), -MaxYawDegrees, -GoodYawDegrees)
        * Term(-Math.Abs(pose.PitchDegrees), -MaxPitchDegrees, -GoodPitchDegrees);

    private static float Term(float value, float limit, float good) =>
        value < limit ? 0 : 0.3f + (0.7f * Math.Min(1, (value - limit) / (good - limit)));
}
