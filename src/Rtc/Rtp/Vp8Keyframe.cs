using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>The uncompressed start of a VP8 keyframe (RFC 6386 section 9.1).</summary>
internal static class Vp8Keyframe
{
    private const int HeaderLength = 10;

    /// <summary>Reads the picture's size from a keyframe's first bytes; false without a valid start code.</summary>
    internal static bool TryReadSize(ReadOnlySpan<byte> keyframe, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (keyframe.Length < HeaderLength || keyframe[3] != 0x9D || keyframe[4] != 0x01 || keyframe[5] != 0x2A)
        {
            return false;
        }

        width = BinaryPrimitives.ReadUInt16LittleEndian(keyframe[6..]) & 0x3FFF;
        height = BinaryPrimitives.ReadUInt16LittleEndian(keyframe[8..]) & 0x3FFF;
        return true;
    }
}
