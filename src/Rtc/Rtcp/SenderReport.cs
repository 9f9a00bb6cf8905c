using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtcp;

/// <summary>The sender information of an RTCP sender report (RFC 3550 section 6.4.1): one instant on two clocks.</summary>
/// <param name="Ssrc">The stream it is about.</param>
/// <param name="NtpTime">Wall clock of the sender, 32.32 fixed point seconds since 1900.</param>
/// <param name="RtpTimestamp">The same instant on the stream's RTP clock.</param>
/// <param name="PacketCount">RTP packets sent so far.</param>
/// <param name="OctetCount">Payload bytes sent so far.</param>
public readonly record struct SenderReport(uint Ssrc, ulong NtpTime, uint RtpTimestamp, uint PacketCount, uint OctetCount)
{
    internal const int Length = 24;

    /// <summary>The middle 32 bits of the NTP time, which a report block echoes as "last SR".</summary>
    public uint CompactNtp => (uint)(NtpTime >> 16);

    internal static bool TryParse(ReadOnlySpan<byte> body, out SenderReport report)
    {
        report = default;
        if (body.Length < Length)
        {
            return false;
        }

        report = new SenderReport(
            BinaryPrimitives.ReadUInt32BigEndian(body),
            BinaryPrimitives.ReadUInt64BigEndian(body[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(body[20..]));
        return true;
    }

    internal void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt32BigEndian(body, Ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(body[4..], NtpTime);
        BinaryPrimitives.WriteUInt32BigEndian(body[12..], RtpTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(body[16..], PacketCount);
        BinaryPrimitives.WriteUInt32BigEndian(body[20..], OctetCount);
    }
}
