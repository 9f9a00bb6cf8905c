namespace PsyCare.Rtc;

/// <summary>How pictures are encoded. A connection uses one of them, in both directions.</summary>
public enum VideoCodec
{
    /// <summary>VP8 (RFC 6386), packed as RFC 7741 has it.</summary>
    Vp8,

    /// <summary>H.264 constrained baseline, packed as RFC 6184 has it in packetization mode 1.</summary>
    H264,
}
