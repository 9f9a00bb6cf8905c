using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Retransmissions as a stream of their own (RFC 4588 section 4): own SSRC, payload type and numbering; the payload is the original
/// sequence number (OSN) and the original payload. A lost retransmission can be told from a lost original, and the replay protection of
/// SRTP is not worked around.
/// </summary>
internal static class Rtx
{
    /// <summary>Bytes of the original sequence number.</summary>
    internal const int HeaderLength = 2;

    /// <summary>Writes the retransmission of a packet without extensions and padding, such as <see cref="RtpRewriter"/> makes.</summary>
    /// <param name="original">The packet as it was sent first.</param>
    /// <param name="payloadType">Payload type of the retransmissions.</param>
    /// <param name="ssrc">Their SSRC.</param>
    /// <param name="sequenceNumber">The next number of theirs.</param>
    /// <param name="destination">Room for <see cref="HeaderLength"/> bytes more than the original.</param>
    /// <returns>Bytes written.</returns>
    internal static int Write(
        ReadOnlySpan<byte> original, byte payloadType, uint ssrc, ushort sequenceNumber, Span<byte> destination)
    {
        const int Header = RtpPacket.FixedHeaderLength;
        original[..Header].CopyTo(destination);
        destination[1] = (byte)((original[1] & 0x80) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ssrc);
        original.Slice(2, HeaderLength).CopyTo(destination[Header..]);
        original[Header..].CopyTo(destination[(Header + HeaderLength)..]);
        return original.Length + HeaderLength;
    }

    /// <summary>The original sequence number.</summary>
    /// <returns>False if there is no original: senders probe the network with padding on this stream.</returns>
    internal static bool TryReadOriginalSequence(in RtpPacket retransmission, out ushort sequenceNumber)
    {
        var payload = retransmission.Payload;
        sequenceNumber = payload.Length > HeaderLength ? BinaryPrimitives.ReadUInt16BigEndian(payload) : (ushort)0;
        return payload.Length > HeaderLength;
    }

    /// <summary>Makes the original of a retransmission, in place: the header moves over the OSN. Extensions stay, padding goes.</summary>
    /// <param name="bytes">The retransmission, for which <see cref="TryReadOriginalSequence"/> was true.</param>
    /// <param name="headerLength">Length of its header.</param>
    /// <param name="paddingLength">Length of its padding.</param>
    /// <param name="payloadType">Payload type of the original stream.</param>
    /// <param name="ssrc">SSRC of the original stream.</param>
    /// <returns>The original.</returns>
    internal static Span<byte> Restore(Span<byte> bytes, int headerLength, int paddingLength, byte payloadType, uint ssrc)
    {
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(bytes[headerLength..]);
        bytes[..headerLength].CopyTo(bytes[HeaderLength..]);
        var original = bytes[HeaderLength..^paddingLength];
        original[0] &= 0xDF;
        original[1] = (byte)((original[1] & 0x80) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(original[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(original[8..], ssrc);
        return original;
    }
}
