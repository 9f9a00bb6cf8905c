using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace PsyCare.Rtc.Stun;

/// <summary>Writes one STUN message into a buffer of the caller.</summary>
internal ref struct StunWriter
{
    private readonly Span<byte> _buffer;

    /// <param name="buffer">Where to write; 576 bytes hold any message that we write.</param>
    /// <param name="type">Message type.</param>
    /// <param name="transactionId">12 bytes.</param>
    internal StunWriter(Span<byte> buffer, StunMessageType type, scoped ReadOnlySpan<byte> transactionId)
    {
        _buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)type);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunMessage.MagicCookie);
        transactionId.CopyTo(buffer[8..]);
        Length = StunMessage.HeaderLength;
        SetLength();
    }

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    internal readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    internal void Attribute(ushort type, scoped ReadOnlySpan<byte> value)
    {
        var destination = Begin(type, value.Length);
        value.CopyTo(destination);
    }

    internal void Attribute(ushort type, string ascii) => Encoding.ASCII.GetBytes(ascii, Begin(type, ascii.Length));

    internal void Attribute(ushort type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Begin(type, 4), value);

    internal void Attribute(ushort type, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Begin(type, 8), value);

    internal void XorMappedAddress(IPEndPoint address)
    {
        Span<byte> ip = stackalloc byte[16];
        address.Address.TryWriteBytes(ip, out var length);
        var value = Begin(StunAttribute.XorMappedAddress, 4 + length);
        value[1] = (byte)(length == 4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(address.Port ^ (StunMessage.MagicCookie >> 16)));
        for (var i = 0; i < length; i++)
        {
            // The cookie and the transaction id that follows it are the mask.
            value[4 + i] = (byte)(ip[i] ^ _buffer[4 + i]);
        }
    }

    internal void ErrorCode(StunError error, string reason)
    {
        var value = Begin(StunAttribute.ErrorCode, 4 + reason.Length);
        value[2] = (byte)((int)error / 100);
        value[3] = (byte)((int)error % 100);
        Encoding.ASCII.GetBytes(reason, value[4..]);
    }

    internal void MessageIntegrity(ReadOnlySpan<byte> key)
    {
        Span<byte> mac = stackalloc byte[20];
        StunMessage.ComputeIntegrity(Written, key, mac);
        Attribute(StunAttribute.MessageIntegrity, mac);
    }

    internal void Fingerprint()
    {
        var preceding = Length;
        var value = Begin(StunAttribute.Fingerprint, 4);
        BinaryPrimitives.WriteUInt32BigEndian(value, StunMessage.ComputeFingerprint(_buffer[..preceding]));
    }

    private Span<byte> Begin(ushort type, int length)
    {
        var attribute = _buffer.Slice(Length, 4 + StunMessage.Padded(length));
        attribute.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(attribute, type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        Length += attribute.Length;
        SetLength();
        return attribute.Slice(4, length);
    }

    private readonly void SetLength() =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(Length - StunMessage.HeaderLength));
}
