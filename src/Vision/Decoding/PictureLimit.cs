namespace PsyCare.Vision.Decoding;

/// <summary>The largest picture that is decoded: 1920x1080, either way up.</summary>
internal static class PictureLimit
{
    /// <summary>The longest side, pixels.</summary>
    public const int MaxSide = 1920;

    /// <summary>The most pixels.</summary>
    public const int MaxPixels = 1920 * 1080;

    /// <summary>Whether a picture is small enough.</summary>
    public static bool Accepts(int width, int height) =>
        width is > 0 and <= MaxSide && height is > 0 and <= MaxSide && width * height <= MaxPixels;
}
