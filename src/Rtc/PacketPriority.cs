namespace PsyCare.Rtc;

/// <summary>What gives way on a path that has no room for everything: pictures first, then sound, last what keeps the connection alive.</summary>
public enum PacketPriority
{
    /// <summary>A packet of the picture, its retransmission, or a probe made of one.</summary>
    Picture,

    /// <summary>A packet of the sound, or its retransmission.</summary>
    Sound,

    /// <summary>ICE, DTLS and RTCP.</summary>
    Control,
}
