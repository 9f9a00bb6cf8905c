namespace PsyCare.Vision.Decoding;

/// <summary>What the uncompressed start of a VP8 frame says (RFC 6386, section 9.1).</summary>
/// <param name="IsKeyframe">Whether the frame decodes on its own.</param>
/// <param name="Width">Pixels across; 0 in an interframe, which does not say.</param>
/// <param name="Height">Pixels down; 0 in an interframe.</param>
internal readonly record struct Vp8FrameHeader(bool IsKeyframe, int Width, int Height)
{
    private const int InterframeBytes = 3;
    private const int KeyframeBytes = 10;

    /// <summary>Reads the header; false when the bytes cannot be a VP8 frame.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out Vp8FrameHeader header)
    {
        header = default;
        if (frame.Length < InterframeBytes)
            return false;
        var isKeyframe = (frame[0] & 1) == 0;
        if (!isKeyframe)
            return true;
        if (frame.Length < KeyframeBytes || frame[3] != 0x9d || frame[4] != 0x01 || frame[5] != 0x2a)
            return false;
        header = new(true, (frame[6] | (frame[7] << 8)) & 0x3fff, (frame[8] | (frame[9] << 8)) & 0x3fff);
        return header.Width > 0 && header.Height > 0;
    }
}
