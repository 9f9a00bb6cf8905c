namespace PsyCare.Rtc.Rtp;

/// <summary>A complete encoded picture.</summary>
public readonly ref struct VideoFrame
{
    /// <summary>How it is encoded.</summary>
    public required VideoCodec Codec { get; init; }

    /// <summary>
    /// The encoded picture, valid until the assembler is used again. VP8: the frame as a decoder or a WebM block takes it. H.264: its NAL units,
    /// each behind its length in four bytes, big-endian (ISO/IEC 14496-15).
    /// </summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The source; its timestamps share one clock.</summary>
    public required uint Ssrc { get; init; }

    /// <summary>RTP timestamp that does not wrap, 90 kHz.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Temporal layer, 0 if the source has none. Of H.264 a picture that no other depends on is in layer 1.</summary>
    public required int TemporalId { get; init; }

    /// <summary>True if it can be decoded without any other frame.</summary>
    public required bool IsKeyframe { get; init; }

    /// <summary>When its last packet came.</summary>
    public required TimeSpan ArrivedAt { get; init; }

    /// <summary>The picture size that a keyframe states.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <returns>False if this is not a keyframe, or one that states no valid size.</returns>
    public bool TryReadSize(out int width, out int height)
    {
        (width, height) = (0, 0);
        return IsKeyframe && (Codec == VideoCodec.H264
            ? H264Frame.TryReadSize(Data, out width, out height)
            : Vp8Keyframe.TryReadSize(Data, out width, out height));
    }
}
