using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace PsyCare.Rtc.Stun;

/// <summary>A view of one STUN message (RFC 8489 section 5) over bytes that somebody else owns.</summary>
public readonly ref struct StunMessage
{
    internal const int HeaderLength = 20;
    internal const int MaxLength = 1500;
    internal const uint MagicCookie = 0x2112A442;
    private const int IntegrityLength = 20;
    private const uint FingerprintMask = 0x5354554E;
    private readonly ReadOnlySpan<byte> _bytes;

    private StunMessage(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal StunMessageType Type => (StunMessageType)BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    internal ReadOnlySpan<byte> TransactionId => _bytes[8..HeaderLength];

    /// <summary>Which of our peers a binding request is for, before anything about it is verified.</summary>
    /// <param name="datagram">Any datagram.</param>
    /// <param name="localUfrag">The part of USERNAME before the colon: the ufrag of the addressee, ASCII.</param>
    /// <returns>False if it is not a STUN binding request that carries a USERNAME.</returns>
    public static bool TryReadLocalUfrag(ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> localUfrag)
    {
        localUfrag = default;
        if (!TryParse(datagram, out var message) || message.Type != StunMessageType.BindingRequest
            || !message.TryGetAttribute(StunAttribute.Username, out var username))
        {
            return false;
        }

        var colon = username.IndexOf((byte)':');
        localUfrag = colon < 0 ? default : username[..colon];
        return colon > 0;
    }

    /// <summary>Checks the header and that the attributes fill the message exactly.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out StunMessage message)
    {
        message = default;
        if (bytes.Length is < HeaderLength or > MaxLength || bytes.Length % 4 != 0 || bytes[0] >= 0x40
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) != MagicCookie
            || BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) + HeaderLength != bytes.Length)
        {
            return false;
        }

        var offset = HeaderLength;
        while (offset < bytes.Length)
        {
            offset += 4 + Padded(BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]));
        }

        message = new StunMessage(bytes);
        return offset == bytes.Length;
    }

    /// <summary>The first attribute of a type. What follows MESSAGE-INTEGRITY, except FINGERPRINT, does not count.</summary>
    internal bool TryGetAttribute(ushort type, out ReadOnlySpan<byte> value)
    {
        var offset = Find(type);
        value = offset < 0 ? default : _bytes.Slice(offset + 4, BinaryPrimitives.ReadUInt16BigEndian(_bytes[(offset + 2)..]));
        return offset >= 0;
    }

    internal bool Has(ushort type) => Find(type) >= 0;

    /// <summary>The first attribute that we would have to understand and do not, or 0.</summary>
    internal ushort FirstUnknownRequired()
    {
        for (var offset = HeaderLength; offset < _bytes.Length; offset = Next(offset))
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(_bytes[offset..]);
            if (StunAttribute.IsComprehensionRequired(type) && !StunAttribute.IsKnown(type))
            {
                return type;
            }
        }

        return 0;
    }

    /// <summary>Verifies MESSAGE-INTEGRITY with a short-term key (RFC 8489 section 14.5).</summary>
    internal bool VerifyIntegrity(ReadOnlySpan<byte> key)
    {
        var offset = Find(StunAttribute.MessageIntegrity);
        if (offset < 0 || BinaryPrimitives.ReadUInt16BigEndian(_bytes[(offset + 2)..]) != IntegrityLength)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[IntegrityLength];
        ComputeIntegrity(_bytes[..offset], key, mac);
        return CryptographicOperations.FixedTimeEquals(mac, _bytes.Slice(offset + 4, IntegrityLength));
    }

    /// <summary>Verifies FINGERPRINT, which has to be the last attribute (RFC 8489 section 14.7).</summary>
    internal bool VerifyFingerprint()
    {
        var offset = Find(StunAttribute.Fingerprint);
        return offset >= 0 && offset + 8 == _bytes.Length
            && BinaryPrimitives.ReadUInt32BigEndian(_bytes[(offset + 4)..]) == ComputeFingerprint(_bytes[..offset]);
    }

    /// <summary>The XOR-MAPPED-ADDRESS of a response.</summary>
    internal bool TryGetMappedAddress(out IPEndPoint? address)
    {
        address = null;
        if (!TryGetAttribute(StunAttribute.XorMappedAddress, out var value)
            || !((value.Length == 8 && value[1] == 1) || (value.Length == 20 && value[1] == 2)))
        {
            return false;
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ (ushort)(MagicCookie >> 16);
        Span<byte> ip = stackalloc byte[value.Length - 4];
        for (var i = 0; i < ip.Length; i++)
        {
            ip[i] = (byte)(value[4 + i] ^ _bytes[4 + i]);
        }

        address = new IPEndPoint(new IPAddress(ip), port);
        return true;
    }

    /// <summary>The number in ERROR-CODE, or 0.</summary>
    internal int ErrorCode() =>
        TryGetAttribute(StunAttribute.ErrorCode, out var value) && value.Length >= 4 ? ((value[2] & 7) * 100) + value[3] : 0;

    /// <summary>HMAC-SHA1 over what precedes the attribute, with the length field as if the attribute were the last one.</summary>
    internal static void ComputeIntegrity(ReadOnlySpan<byte> preceding, ReadOnlySpan<byte> key, Span<byte> mac)
    {
        Span<byte> copy = stackalloc byte[MaxLength];
        preceding.CopyTo(copy);
        BinaryPrimitives.WriteUInt16BigEndian(copy[2..], (ushort)(preceding.Length - HeaderLength + 4 + IntegrityLength));
#pragma warning disable CA5350 // STUN prescribes SHA-1 here
        HMACSHA1.HashData(key, copy[..preceding.Length], mac);
#pragma warning restore CA5350
    }

    /// <summary>CRC-32 over what precedes the attribute; the length field has to include the attribute already.</summary>
    internal static uint ComputeFingerprint(ReadOnlySpan<byte> preceding) => Crc32.Compute(preceding) ^ FingerprintMask;

    internal static int Padded(int length) => (length + 3) & ~3;

    private int Find(ushort wanted)
    {
        var afterIntegrity = false;
        for (var offset = HeaderLength; offset < _bytes.Length; offset = Next(offset))
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(_bytes[offset..]);
            if (type == wanted && (!afterIntegrity || type == StunAttribute.Fingerprint))
            {
                return offset;
            }

            afterIntegrity |= type == StunAttribute.MessageIntegrity;
        }

        return -1;
    }

    private int Next(int offset) => offset + 4 + Padded(BinaryPrimitives.ReadUInt16BigEndian(_bytes[(offset + 2)..]));
}
