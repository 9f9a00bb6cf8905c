namespace PsyCare.Rtc.Rtp;

/// <summary>How the packets of one source become those of an outgoing stream of pictures: what is added to each of its running numbers.</summary>
internal sealed class VideoMapping
{
    /// <summary>Packet numbers.</summary>
    internal SequenceMap Sequence { get; } = new();

    /// <summary>The source; null if there is none.</summary>
    internal IncomingSource? Source { get; set; }

    /// <summary>Its SSRC when it began: under another one it has started over.</summary>
    internal uint Ssrc { get; set; }

    /// <summary>Added to timestamps.</summary>
    internal uint TimestampOffset { get; set; }

    /// <summary>Added to picture ids.</summary>
    internal int PictureOffset { get; set; }

    /// <summary>Added to TL0PICIDX.</summary>
    internal byte Tl0Offset { get; set; }

    internal bool IsOf(IncomingSource source, uint ssrc) => Source == source && Ssrc == ssrc;

    internal int PictureId(in Vp8Descriptor descriptor) => (descriptor.PictureId.GetValueOrDefault() + PictureOffset) & 0x7FFF;

    internal byte Tl0PictureIndex(in Vp8Descriptor descriptor) => (byte)(descriptor.Tl0PictureIndex.GetValueOrDefault() + Tl0Offset);
}
