namespace PsyCare.Media.Vp8;

/// <summary>The VP8 payload descriptor in front of every RTP payload (RFC 7741 section 4.2).</summary>
/// <param name="Length">Bytes of the descriptor; the VP8 data follows.</param>
/// <param name="IsFrameStart">Whether the packet begins a frame: S set on partition 0.</param>
/// <param name="TemporalId">Temporal layer, 0 when the stream has none.</param>
/// <param name="IsLayerSync">Whether a frame of an upper layer depends on the base layer only.</param>
/// <param name="BaseIndex">TL0PICIDX, the running number of base-layer frames; -1 when absent.</param>
internal readonly record struct Vp8Descriptor(int Length, bool IsFrameStart, int TemporalId, bool IsLayerSync, int BaseIndex)
{
    /// <summary>Reads the descriptor. False when it does not fit or no VP8 data follows.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> payload, out Vp8Descriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
            return false;
        var isStart = (payload[0] & 0x10) != 0 && (payload[0] & 0x07) == 0;
        var hasExtension = (payload[0] & 0x80) != 0;
        var offset = 1;
        var flags = 0;
        if (hasExtension)
        {
            if (payload.Length < 2)
                return false;
            flags = payload[1];
            offset = 2;
        }

        return TryParseExtension(payload, flags, offset, isStart, out descriptor);
    }

    private static bool TryParseExtension(ReadOnlySpan<byte> payload, int flags, int offset, bool isStart, out Vp8Descriptor descriptor)
    {
        descriptor = default;
        var (baseIndex, temporalId, isLayerSync) = (-1, 0, false);
        if ((flags & 0x80) != 0) // I: picture id of 7 or 15 bits
        {
            if (payload.Length <= offset)
                return false;
            offset += (payload[offset] & 0x80) != 0 ? 2 : 1;
        }

        if ((flags & 0x40) != 0) // L
        {
            if (payload.Length <= offset)
                return false;
            baseIndex = payload[offset++];
        }

        if ((flags & 0x30) != 0) // T or K
        {
            if (payload.Length <= offset)
                return false;
            temporalId = (flags & 0x20) != 0 ? payload[offset] >> 6 : 0;
            isLayerSync = (flags & 0x20) != 0 && (payload[offset] & 0x20) != 0;
            offset++;
        }

        descriptor = new Vp8Descriptor(offset, isStart, temporalId, isLayerSync, baseIndex);
        return payload.Length > offset;
    }
}
