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

    /// <summary>An H.264 key frame of 640x360: its parameter sets and an IDR slice, each behind its length.</summary>
    public static MediaFrame AvcKeyframe(long atMs) => new(
        MediaKind.Video, atMs, true, (byte[])[0, 0, 0, 25, .. AvcSequenceParameters, 0, 0, 0, 5, .. AvcPictureParameters, .. Unit(0x65, atMs)],
        new VideoFormat(VideoCodec.H264, 640, 360));

    public static MediaFrame AvcDelta(long atMs) => new(MediaKind.Video, atMs, false, Unit(0x41, atMs), new VideoFormat(VideoCodec.H264));

    public static byte[] AvcSequenceParameters { get; } = Convert.FromHexString("6742c016d900a02ff970110000030001000003001e0f162e48");

    public static byte[] AvcPictureParameters { get; } = Convert.FromHexString("68cb83cb20");

    /// <summary>As <see cref="Call"/>, with pictures in H.264.</summary>
    public static IEnumerable<MediaFrame> AvcCall(int durationMs, int keyframeMs = 4000, int startMs = 0) =>
        Call(durationMs, keyframeMs, startMs).Select(frame =>
            frame.Kind == MediaKind.Audio ? frame : frame.IsKeyframe ? AvcKeyframe(frame.AtMs) : AvcDelta(frame.AtMs));

    private static byte[] Unit(byte header, long atMs) => [0, 0, 0, (byte)(3 + Marker.Length), header, (byte)atMs, (byte)(atMs >> 8), .. Marker];

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
