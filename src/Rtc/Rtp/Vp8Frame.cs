using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>A complete encoded VP8 frame.</summary>
public readonly ref struct Vp8Frame
{
    private const int KeyframeHeaderLength = 10;

    /// <summary>The encoded frame, as a decoder or a WebM block takes it; valid until the assembler is used again.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The source; its timestamps share one clock.</summary>
    public required uint Ssrc { get; init; }

    /// <summary>RTP timestamp that does not wrap, 90 kHz.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Temporal layer, 0 if the source has none.</summary>
    public required int TemporalId { get; init; }

    /// <summary>True if it can be decoded without any other frame.</summary>
    public required bool IsKeyframe { get; init; }

    /// <summary>When its last packet came.</summary>
    public required TimeSpan ArrivedAt { get; init; }

    /// <summary>The picture size in the header of a keyframe (RFC 6386 section 9.1).</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <returns>False if this is not a keyframe with a valid start code.</returns>
    public bool TryReadSize(out int width, out int height)
    {
        (width, height) = (0, 0);
        return IsKeyframe && TryReadSize(Data, out width, out height);
    }

    /// <summary>As the other one, of the first bytes of a keyframe.</summary>
    internal static bool TryReadSize(ReadOnlySpan<byte> keyframe, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (keyframe.Length < KeyframeHeaderLength || keyframe[3] != 0x9D || keyframe[4] != 0x01 || keyframe[5] != 0x2A)
        {
            return false;
        }

        width = BinaryPrimitives.ReadUInt16LittleEndian(keyframe[6..]) & 0x3FFF;
        height = BinaryPrimitives.ReadUInt16LittleEndian(keyframe[8..]) & 0x3FFF;
        return true;
    }
}
