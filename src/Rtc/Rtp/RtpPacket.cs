using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>A view of one RTP packet (RFC 3550 section 5.1) over bytes that somebody else owns.</summary>
public readonly ref struct RtpPacket
{
    /// <summary>Bytes of a header without contributing sources and extensions.</summary>
    public const int FixedHeaderLength = 12;

    private const int OneByteProfile = 0xBEDE;
    private const int TwoByteProfile = 0x1000;
    private readonly int _extensionOffset;

    private RtpPacket(ReadOnlySpan<byte> bytes, int extensionOffset, int headerLength, int paddingLength)
    {
        Bytes = bytes;
        _extensionOffset = extensionOffset;
        HeaderLength = headerLength;
        PaddingLength = paddingLength;
    }

    /// <summary>The whole packet.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Bytes before the payload: fixed header, contributing sources, extensions.</summary>
    public int HeaderLength { get; }

    /// <summary>Bytes after the payload.</summary>
    public int PaddingLength { get; }

    /// <summary>The payload without padding; may be empty.</summary>
    public ReadOnlySpan<byte> Payload => Bytes[HeaderLength..^PaddingLength];

    /// <summary>The marker bit: for video, the last packet of a frame.</summary>
    public bool Marker => (Bytes[1] & 0x80) != 0;

    /// <summary>Payload type, 0-127.</summary>
    public byte PayloadType => (byte)(Bytes[1] & 0x7F);

    /// <summary>Sequence number, wraps at 65536.</summary>
    public ushort SequenceNumber => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    /// <summary>Timestamp in units of the stream's clock, wraps at 2^32.</summary>
    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..]);

    /// <summary>Synchronisation source.</summary>
    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(Bytes[8..]);

    /// <summary>Checks the header's lengths and gives a view of the packet.</summary>
    /// <param name="bytes">One decrypted packet.</param>
    /// <param name="packet">The view.</param>
    /// <returns>False if the bytes are not an RTP version 2 packet whose parts fit.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < FixedHeaderLength || bytes[0] >> 6 != 2)
        {
            return false;
        }

        var header = FixedHeaderLength + ((bytes[0] & 0x0F) * 4);
        var extension = header;
        if ((bytes[0] & 0x10) != 0)
        {
            if (bytes.Length < header + 4)
            {
                return false;
            }

            header += 4 + (BinaryPrimitives.ReadUInt16BigEndian(bytes[(header + 2)..]) * 4);
        }

        var padding = (bytes[0] & 0x20) != 0 ? bytes[^1] : 0;
        if (header + padding > bytes.Length || ((bytes[0] & 0x20) != 0 && padding == 0))
        {
            return false;
        }

        packet = new RtpPacket(bytes, extension, header, padding);
        return true;
    }

    /// <summary>Finds a header extension element, in the one-byte or the two-byte form (RFC 8285).</summary>
    /// <param name="id">The negotiated id, 1-14 or, in the two-byte form, 1-255.</param>
    /// <param name="value">The element's bytes.</param>
    /// <returns>False if the packet has no such element.</returns>
    public bool TryGetExtension(int id, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (HeaderLength == _extensionOffset)
        {
            return false;
        }

        var profile = BinaryPrimitives.ReadUInt16BigEndian(Bytes[_extensionOffset..]);
        var elements = Bytes[(_extensionOffset + 4)..HeaderLength];
        return profile == OneByteProfile ? TryFindElement(elements, id, 1, out value)
            : (profile & 0xFFF0) == TwoByteProfile && TryFindElement(elements, id, 2, out value);
    }

    /// <summary>Writes a header without contributing sources, extensions or padding.</summary>
    /// <param name="destination">At least <see cref="FixedHeaderLength"/> bytes.</param>
    /// <param name="marker">The marker bit.</param>
    /// <param name="payloadType">0-127.</param>
    /// <param name="sequenceNumber">Sequence number.</param>
    /// <param name="timestamp">Timestamp.</param>
    /// <param name="ssrc">Synchronisation source.</param>
    public static void WriteHeader(
        Span<byte> destination, bool marker, byte payloadType, ushort sequenceNumber, uint timestamp, uint ssrc)
    {
        destination[0] = 0x80;
        destination[1] = (byte)((marker ? 0x80 : 0) | (payloadType & 0x7F));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ssrc);
    }

    private static bool TryFindElement(ReadOnlySpan<byte> elements, int id, int prefix, out ReadOnlySpan<byte> value)
    {
        value = default;
        while (!elements.IsEmpty)
        {
            if (elements[0] == 0)
            {
                // A padding byte between elements.
                elements = elements[1..];
                continue;
            }

            var elementId = prefix == 1 ? elements[0] >> 4 : elements[0];
            if (elements.Length < prefix || (prefix == 1 && elementId == 15))
            {
                return false;
            }

            var length = prefix == 1 ? (elements[0] & 0x0F) + 1 : elements[1];
            if (elements.Length < prefix + length)
            {
                return false;
            }

            if (elementId == id)
            {
                value = elements.Slice(prefix, length);
                return true;
            }

            elements = elements[(prefix + length)..];
        }

        return false;
    }
}
