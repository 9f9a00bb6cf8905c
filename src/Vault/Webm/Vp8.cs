using System.Buffers.Binary;

namespace PsyCare.Vault.Webm;

/// <summary>What WebM must know of VP8.</summary>
internal static class Vp8
{
    /// <summary>Length of a frame where none follows that would tell, milliseconds.</summary>
    public const int FrameMs = 33;

    private const int KeyframeHeaderSize = 10;
    private const ushort SizeMask = 0x3FFF;

    /// <summary>Reads the picture's size from a key frame (RFC 6386, 9.1); false when it is none.</summary>
    public static bool TryReadKeyframe(ReadOnlySpan<byte> frame, out ushort width, out ushort height)
    {
        (width, height) = (0, 0);
        if (frame.Length < KeyframeHeaderSize || (frame[0] & 1) != 0 || !frame[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            return false;
        }

        width = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & SizeMask);
        height = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & SizeMask);
        return width > 0 && height > 0;
    }
}
