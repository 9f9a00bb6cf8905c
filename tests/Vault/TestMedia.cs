using PsyCare.Domain.Media;

namespace PsyCare.Vault.Tests;

/// <summary>Frames that look like VP8 and Opus from outside, with content that can be found again.</summary>
internal static class TestMedia
{
    public const int Width = 640;
    public const int Height = 480;

    public static ReadOnlySpan<byte> Marker => "the patient's face"u8;

    public static MediaFrame Keyframe(long atMs, int width = Width, int height = Height) => new(MediaKind.Video, atMs, true, (byte[])
    [
        0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), .. Marker,
    ]);

    public static MediaFrame Delta(long atMs) => new(MediaKind.Video, atMs, false, (byte[])[0x11, 0x02, 0x00, .. Marker]);

    public static MediaFrame Sound(long atMs) => new(MediaKind.Audio, atMs, true, (byte[])[0xFC, (byte)atMs, (byte)(atMs >> 8), .. Marker]);

    /// <summary>50 packets of sound and 25 frames a second, a key frame every <paramref name="keyframeMs"/>.</summary>
    public static IEnumerable<MediaFrame> Call(int durationMs, int keyframeMs = 4000, int startMs = 0)
    {
        for (var at = 0; at < durationMs; at += 20)
        {
            yield return Sound(startMs + at);
            if (at % 40 == 0)
            {
                yield return at % keyframeMs == 0 ? Keyframe(startMs + at) : Delta(startMs + at);
            }
        }
    }
}
