using System.Buffers.Binary;

namespace PsyCare.Rtc.Dtls;

/// <summary>The plain 13-byte header in front of every DTLS 1.2 record (RFC 6347 section 4.1).</summary>
internal static class DtlsRecord
{
    internal const int HeaderLength = 13;

    private const byte FirstContentType = 20;
    private const byte LastContentType = 24;
    private const byte Handshake = 22;
    private const byte ClientHello = 1;
    private const int GcmOverhead = 8 + 16;

    /// <summary>Length of the first record with its header, or -1 when the bytes do not start with a whole record.</summary>
    internal static int Length(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderLength || data[0] is < FirstContentType or > LastContentType || data[1] != 0xFE)
            return -1;
        var length = HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(data[11..]);
        return length <= data.Length ? length : -1;
    }

    /// <summary>True for a handshake record under negotiated keys, such as Finished.</summary>
    internal static bool IsEncryptedHandshake(ReadOnlySpan<byte> record) =>
        record[0] == Handshake && Epoch(record) > 0;

    /// <summary>True for a ClientHello, or a fragment of one.</summary>
    internal static bool IsClientHello(ReadOnlySpan<byte> record) =>
        record.Length > HeaderLength && record[0] == Handshake && Epoch(record) == 0 && record[HeaderLength] == ClientHello;

    /// <summary>
    /// True for an encrypted record without room for a GCM nonce and tag. OpenSSL 3.0 does not drop such a forgery: it leaves the
    /// connection in an error state, so one spoofed datagram would end it.
    /// </summary>
    internal static bool IsTooShortToDecrypt(ReadOnlySpan<byte> record) =>
        Epoch(record) > 0 && record.Length < HeaderLength + GcmOverhead;

    internal static ushort Epoch(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt16BigEndian(record[3..]);

    /// <summary>Sets the 48-bit sequence number, whose upper 16 bits stay 0.</summary>
    internal static void SetSequence(Span<byte> record, uint sequence)
    {
        BinaryPrimitives.WriteUInt16BigEndian(record[5..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(record[7..], sequence);
    }
}
