namespace PsyCare.Rtc.Rtp;

/// <summary>The payload descriptor in front of VP8 data in an RTP packet (RFC 7741 section 4.2).</summary>
public readonly record struct Vp8Descriptor
{
    /// <summary>Bytes of the descriptor.</summary>
    public int Length { get; private init; }

    /// <summary>S: the first packet of a partition.</summary>
    public bool StartsPartition { get; private init; }

    /// <summary>PID: index of the partition, 0-7.</summary>
    public int PartitionId { get; private init; }

    /// <summary>Picture id of 7 or 15 bits, or null.</summary>
    public int? PictureId { get; private init; }

    /// <summary>How many values the picture id has before it wraps: 128 or 32768.</summary>
    public int PictureIdRange { get; private init; }

    /// <summary>TL0PICIDX: running index of base layer frames, or null.</summary>
    public byte? Tl0PictureIndex { get; private init; }

    /// <summary>TID: temporal layer, 0-3, or null.</summary>
    public int? TemporalId { get; private init; }

    /// <summary>Y: the frame depends on nothing but the base layer frame that TL0PICIDX names.</summary>
    public bool IsLayerSync { get; private init; }

    /// <summary>True for the first packet of a frame.</summary>
    public bool StartsFrame => StartsPartition && PartitionId == 0;

    /// <summary>Reads the descriptor of a payload.</summary>
    /// <param name="payload">An RTP payload.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <returns>False if it is cut off, or if no VP8 data follow it.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8Descriptor descriptor)
    {
        descriptor = default;
        if (payload.Length < 2)
        {
            return false;
        }

        var extension = (payload[0] & 0x80) != 0 ? payload[1] : (byte)0;
        var hasLayer = (extension & 0x30) != 0;
        var length = (payload[0] & 0x80) != 0 ? 2 : 1;
        var pictureAt = length;
        if ((extension & 0x80) != 0)
        {
            length += payload.Length > length && (payload[length] & 0x80) != 0 ? 2 : 1;
        }

        var tl0At = length;
        length += (extension & 0x40) != 0 ? 1 : 0;
        var layerAt = length;
        length += hasLayer ? 1 : 0;
        if (payload.Length <= length)
        {
            return false;
        }

        var isLongPicture = tl0At - pictureAt == 2;
        descriptor = new Vp8Descriptor
        {
            Length = length,
            StartsPartition = (payload[0] & 0x10) != 0,
            PartitionId = payload[0] & 0x07,
            PictureId = (extension & 0x80) == 0 ? null
                : isLongPicture ? ((payload[pictureAt] & 0x7F) << 8) | payload[pictureAt + 1]
                : payload[pictureAt],
            PictureIdRange = isLongPicture ? 1 << 15 : 1 << 7,
            Tl0PictureIndex = (extension & 0x40) != 0 ? payload[tl0At] : null,
            TemporalId = (extension & 0x20) != 0 ? payload[layerAt] >> 6 : null,
            IsLayerSync = (extension & 0x20) != 0 && (payload[layerAt] & 0x20) != 0,
        };
        return true;
    }

    /// <summary>Puts other running indices in place of those that a payload has; each keeps its width.</summary>
    /// <param name="payload">The payload that this descriptor was read from, or a copy.</param>
    /// <param name="pictureId">The picture id; taken modulo <see cref="PictureIdRange"/>.</param>
    /// <param name="tl0PictureIndex">TL0PICIDX.</param>
    internal void WriteIndices(Span<byte> payload, int pictureId, byte tl0PictureIndex)
    {
        var at = 2; // behind the two bytes of flags, without which there are no indices
        if (PictureId is not null && PictureIdRange == 1 << 15)
        {
            payload[at++] = (byte)(0x80 | ((pictureId >> 8) & 0x7F));
            payload[at++] = (byte)pictureId;
        }
        else if (PictureId is not null)
        {
            payload[at++] = (byte)(pictureId & 0x7F);
        }

        if (Tl0PictureIndex is not null)
        {
            payload[at] = tl0PictureIndex;
        }
    }

    /// <summary>True if the payload begins a keyframe: the inverse key bit of the frame tag (RFC 6386 section 9.1).</summary>
    /// <param name="payload">The payload that this descriptor was read from.</param>
    public bool StartsKeyframe(ReadOnlySpan<byte> payload) => StartsFrame && payload.Length > Length && (payload[Length] & 1) == 0;
}
