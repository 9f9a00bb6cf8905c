namespace PsyCare.Rtc;

/// <summary>What a datagram on a shared port carries.</summary>
internal enum DatagramKind
{
    Unknown,
    Stun,
    Dtls,
    Rtp,
    Rtcp,
}

internal static class DatagramKinds
{
    /// <summary>Tells the protocols apart by the first byte (RFC 7983 section 7), RTCP by the second (RFC 5761 section 4).</summary>
    internal static DatagramKind Of(ReadOnlySpan<byte> datagram) => datagram.Length < 2 ? DatagramKind.Unknown : datagram[0] switch
    {
        <= 3 => DatagramKind.Stun,
        >= 20 and <= 63 => DatagramKind.Dtls,
        >= 128 and <= 191 => datagram[1] is >= 192 and <= 223 ? DatagramKind.Rtcp : DatagramKind.Rtp,
        _ => DatagramKind.Unknown,
    };
}
