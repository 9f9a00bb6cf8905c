using System.Buffers.Binary;
using System.Text;

namespace PsyCare.Rtc.Rtcp;

/// <summary>Writes an RTCP compound into a buffer of the caller, one packet after the other.</summary>
internal ref struct RtcpWriter(Span<byte> buffer)
{
    private const byte CNameItem = 1;
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    internal readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    internal void SenderReport(in SenderReport report) =>
        report.Write(Begin(RtcpType.SenderReport, 0, Rtcp.SenderReport.Length));

    internal void ReceiverReport(uint senderSsrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var body = Begin(RtcpType.ReceiverReport, blocks.Length, 4 + (blocks.Length * ReportBlock.Length));
        BinaryPrimitives.WriteUInt32BigEndian(body, senderSsrc);
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i].Write(body[(4 + (i * ReportBlock.Length))..]);
        }
    }

    /// <summary>One chunk with the canonical name, which ties the streams of one source together (RFC 3550 section 6.5).</summary>
    internal void SourceDescription(uint ssrc, string cname)
    {
        // The item list ends with at least one zero byte and is padded to a word.
        var body = Begin(RtcpType.SourceDescription, 1, (4 + 2 + cname.Length + 4) & ~3);
        body.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(body, ssrc);
        body[4] = CNameItem;
        body[5] = (byte)cname.Length;
        Encoding.ASCII.GetBytes(cname, body[6..]);
    }

    internal void Goodbye(uint ssrc) => BinaryPrimitives.WriteUInt32BigEndian(Begin(RtcpType.Goodbye, 1, 4), ssrc);

    /// <summary>Asks for packets again; the numbers are in ascending order, modulo wrap.</summary>
    internal void Nack(uint senderSsrc, uint mediaSsrc, scoped ReadOnlySpan<ushort> sequenceNumbers)
    {
        Span<byte> entries = stackalloc byte[sequenceNumbers.Length * 4];
        var length = FoldNacks(sequenceNumbers, entries);
        var body = BeginFeedback(RtcpType.TransportFeedback, RtcpFeedback.Nack, senderSsrc, mediaSsrc, length);
        entries[..length].CopyTo(body);
    }

    /// <summary>When packets came, as <see cref="ArrivalLog.TryWrite"/> says it.</summary>
    internal void TransportWide(uint senderSsrc, uint mediaSsrc, scoped ReadOnlySpan<byte> arrivals) =>
        arrivals.CopyTo(BeginFeedback(RtcpType.TransportFeedback, RtcpFeedback.TransportWide, senderSsrc, mediaSsrc, arrivals.Length));

    internal void PictureLoss(uint senderSsrc, uint mediaSsrc) =>
        BeginFeedback(RtcpType.PayloadFeedback, RtcpFeedback.Pli, senderSsrc, mediaSsrc, 0);

    /// <summary>A full intra request; the media SSRC field is unused, the entry names the stream.</summary>
    internal void FullIntra(uint senderSsrc, uint mediaSsrc, byte commandNumber)
    {
        var body = BeginFeedback(RtcpType.PayloadFeedback, RtcpFeedback.Fir, senderSsrc, 0, 8);
        BinaryPrimitives.WriteUInt32BigEndian(body, mediaSsrc);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], (uint)commandNumber << 24);
    }

    private static int FoldNacks(ReadOnlySpan<ushort> numbers, Span<byte> entries)
    {
        var length = 0;
        for (var i = 0; i < numbers.Length; length += 4)
        {
            var first = numbers[i++];
            ushort mask = 0;
            for (; i < numbers.Length && (ushort)(numbers[i] - first) is var distance and >= 1 and <= 16; i++)
            {
                mask |= (ushort)(1 << (distance - 1));
            }

            BinaryPrimitives.WriteUInt16BigEndian(entries[length..], first);
            BinaryPrimitives.WriteUInt16BigEndian(entries[(length + 2)..], mask);
        }

        return length;
    }

    private Span<byte> BeginFeedback(RtcpType type, int format, uint senderSsrc, uint mediaSsrc, int entriesLength)
    {
        var body = Begin(type, format, 8 + entriesLength);
        BinaryPrimitives.WriteUInt32BigEndian(body, senderSsrc);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], mediaSsrc);
        return body[8..];
    }

    private Span<byte> Begin(RtcpType type, int count, int bodyLength)
    {
        var packet = _buffer.Slice(Length, 4 + bodyLength);
        packet[0] = (byte)(0x80 | count);
        packet[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(bodyLength / 4));
        Length += packet.Length;
        return packet[4..];
    }
}
