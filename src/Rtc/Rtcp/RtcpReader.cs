using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtcp;

/// <summary>Packet types of RFC 3550 section 12.1 and RFC 4585 section 6.1.</summary>
internal enum RtcpType : byte
{
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Goodbye = 203,
    TransportFeedback = 205,
    PayloadFeedback = 206,
}

/// <summary>Feedback message types: the count field of a feedback packet.</summary>
internal static class RtcpFeedback
{
    /// <summary>Generic NACK, a transport feedback (RFC 4585 section 6.2.1).</summary>
    internal const int Nack = 1;

    /// <summary>Arrival times, a transport feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01).</summary>
    internal const int TransportWide = 15;

    /// <summary>Picture loss indication, a payload feedback (RFC 4585 section 6.3.1).</summary>
    internal const int Pli = 1;

    /// <summary>Full intra request, a payload feedback (RFC 5104 section 4.3.1).</summary>
    internal const int Fir = 4;
}

/// <summary>One RTCP packet of a compound.</summary>
internal readonly ref struct RtcpPacket(RtcpType type, int count, ReadOnlySpan<byte> body)
{
    internal RtcpType Type { get; } = type;

    /// <summary>Reception report count, source count or feedback message type.</summary>
    internal int Count { get; } = count;

    /// <summary>What follows the first four bytes, without padding.</summary>
    internal ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The first word: the sender's SSRC, 0 if there is none.</summary>
    internal uint SenderSsrc => Body.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(Body) : 0;

    /// <summary>The second word of a feedback message: the stream it is about, 0 if there is none.</summary>
    internal uint MediaSsrc => Body.Length >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(Body[4..]) : 0;

    /// <summary>The report blocks of a sender or receiver report, as many as fit.</summary>
    internal ReadOnlySpan<byte> ReportBlocks
    {
        get
        {
            var start = Type == RtcpType.SenderReport ? SenderReport.Length : 4;
            var available = Math.Max(0, Body.Length - start) / ReportBlock.Length;
            return available == 0 ? default : Body.Slice(start, Math.Min(Count, available) * ReportBlock.Length);
        }
    }

    /// <summary>The entries of a feedback message.</summary>
    internal ReadOnlySpan<byte> FeedbackEntries => Body.Length >= 8 ? Body[8..] : default;
}

/// <summary>Walks a compound, or a reduced-size packet (RFC 5506), whose lengths <see cref="IsValid"/> has checked.</summary>
internal ref struct RtcpReader(ReadOnlySpan<byte> compound)
{
    private ReadOnlySpan<byte> _rest = compound;

    /// <summary>
    /// The checks of RFC 3550 section A.2: version, lengths that add up, padding within its packet. Not its rule that only the last packet is
    /// padded, and by fours: browsers pad arrival times by one to three bytes and send several in one compound.
    /// </summary>
    internal static bool IsValid(ReadOnlySpan<byte> compound)
    {
        if (compound.IsEmpty)
        {
            return false;
        }

        while (!compound.IsEmpty)
        {
            if (compound.Length < 4 || compound[0] >> 6 != 2)
            {
                return false;
            }

            var length = PacketLength(compound);
            if (length > compound.Length || !HasLegalPadding(compound[..length]))
            {
                return false;
            }

            compound = compound[length..];
        }

        return true;
    }

    internal bool TryRead(out RtcpPacket packet)
    {
        packet = default;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var length = PacketLength(_rest);
        var padding = (_rest[0] & 0x20) != 0 ? _rest[length - 1] : 0;
        packet = new RtcpPacket((RtcpType)_rest[1], _rest[0] & 0x1F, _rest[4..(length - padding)]);
        _rest = _rest[length..];
        return true;
    }

    private static int PacketLength(ReadOnlySpan<byte> packet) => 4 * (BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + 1);

    private static bool HasLegalPadding(ReadOnlySpan<byte> packet) =>
        (packet[0] & 0x20) == 0 || (packet[^1] > 0 && packet[^1] <= packet.Length - 4);
}

/// <summary>The sequence numbers that a generic NACK lists, packet id and bit mask unfolded (RFC 4585 section 6.2.1).</summary>
internal ref struct NackReader(ReadOnlySpan<byte> entries)
{
    private ReadOnlySpan<byte> _rest = entries;
    private uint _mask;
    private ushort _next;

    internal bool TryRead(out ushort sequenceNumber)
    {
        while (_mask == 0)
        {
            if (_rest.Length < 4)
            {
                sequenceNumber = 0;
                return false;
            }

            _next = BinaryPrimitives.ReadUInt16BigEndian(_rest);
            _mask = 1u | ((uint)BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) << 1);
            _rest = _rest[4..];
        }

        while ((_mask & 1) == 0)
        {
            Advance();
        }

        sequenceNumber = _next;
        Advance();
        return true;
    }

    private void Advance()
    {
        _mask >>= 1;
        _next++;
    }
}
