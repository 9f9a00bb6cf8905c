using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtcp;

/// <summary>What a receiver reports about one stream (RFC 3550 section 6.4.1).</summary>
/// <param name="Ssrc">The stream reported on.</param>
/// <param name="FractionLost">Share lost since the previous report, in 1/256.</param>
/// <param name="CumulativeLost">Packets lost since the beginning; negative if duplicates outnumber losses.</param>
/// <param name="HighestSequence">Extended highest sequence number received.</param>
/// <param name="Jitter">Interarrival jitter in units of the stream's clock.</param>
/// <param name="LastSenderReport">Compact NTP time of the last sender report, 0 if none came.</param>
/// <param name="DelaySinceLast">Time since that report, in 1/65536 s.</param>
public readonly record struct ReportBlock(
    uint Ssrc, byte FractionLost, int CumulativeLost, uint HighestSequence, uint Jitter, uint LastSenderReport, uint DelaySinceLast)
{
    internal const int Length = 24;

    internal static ReportBlock Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32BigEndian(bytes),
        bytes[4],
        (BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) << 8) >> 8,
        BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Ssrc);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], Math.Clamp(CumulativeLost, -0x80_0000, 0x7F_FFFF) & 0xFF_FFFF);
        bytes[4] = FractionLost;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], HighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[16..], LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[20..], DelaySinceLast);
    }
}
