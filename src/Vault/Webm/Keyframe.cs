using PsyCare.Domain.Media;
using PsyCare.Vault.Mp4;

namespace PsyCare.Vault.Webm;

/// <summary>Key frames of either codec.</summary>
internal static class Keyframe
{
    /// <summary>The size of the pictures from this frame on; false where playing cannot start with it.</summary>
    public static bool TryReadSize(VideoFormat format, ReadOnlySpan<byte> frame, out ushort width, out ushort height)
    {
        if (format.Codec == VideoCodec.Vp8)
        {
            return Vp8.TryReadKeyframe(frame, out width, out height);
        }

        var isKeyframe = format is { Width: > 0 and <= ushort.MaxValue, Height: > 0 and <= ushort.MaxValue } && AvcConfiguration.TryRead(frame, out _);
        (width, height) = isKeyframe ? ((ushort)format.Width, (ushort)format.Height) : ((ushort)0, (ushort)0);
        return isKeyframe;
    }
}
