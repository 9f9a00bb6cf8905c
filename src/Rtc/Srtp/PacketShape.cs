using System.Buffers.Binary;

namespace PsyCare.Rtc.Srtp;

/// <summary>The few header fields SRTP needs, read with every length checked first.</summary>
internal static class PacketShape
{
    internal const int RtpFixedHeader = 12;
    internal const int RtcpHeader = 8;

    /// <summary>Length of an RTP header with CSRCs and extension (RFC 3550 section 5.1), or -1 when it is not one.</summary>
    internal static int RtpHeaderLength(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < RtpFixedHeader || packet[0] >> 6 != 2)
            return -1;
        var length = RtpFixedHeader + (4 * (packet[0] & 0x0F));
        if ((packet[0] & 0x10) == 0)
            return length <= packet.Length ? length : -1;
        if (packet.Length < length + 4)
            return -1;
        length += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]));
        return length <= packet.Length ? length : -1;
    }

    internal static ushort RtpSequence(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    internal static uint RtpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);

    internal static bool IsRtcp(ReadOnlySpan<byte> packet) => packet.Length >= RtcpHeader && packet[0] >> 6 == 2;

    internal static uint RtcpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
}
