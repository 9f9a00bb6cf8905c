using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PsyCare.Rtc.Srtp;

/// <summary>AES_CM_128_HMAC_SHA1_80 for SRTP and SRTCP (RFC 3711 sections 4.1.1 and 4.2).</summary>
internal sealed class CmHmacPacketCipher : PacketCipher
{
    internal const int SaltLength = 14;
    private const int AuthenticationKeyLength = 20;
    private const int TagLength = 10;
    private const int IndexLength = 4;
    private const uint Encrypted = 0x8000_0000;

    private readonly CounterMode _rtp;
    private readonly CounterMode _rtcp;
    private readonly IncrementalHash _rtpHmac;
    private readonly IncrementalHash _rtcpHmac;

    internal CmHmacPacketCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        _rtp = new CounterMode(
            KeyDerivation.Derive(key, salt, KeyDerivation.RtpEncryption, 16),
            KeyDerivation.Derive(key, salt, KeyDerivation.RtpSalt, SaltLength));
        _rtcp = new CounterMode(
            KeyDerivation.Derive(key, salt, KeyDerivation.RtcpEncryption, 16),
            KeyDerivation.Derive(key, salt, KeyDerivation.RtcpSalt, SaltLength));
        _rtpHmac = Hmac(KeyDerivation.Derive(key, salt, KeyDerivation.RtpAuthentication, AuthenticationKeyLength));
        _rtcpHmac = Hmac(KeyDerivation.Derive(key, salt, KeyDerivation.RtcpAuthentication, AuthenticationKeyLength));
    }

    internal override int RtpOverhead => TagLength;

    internal override int RtcpOverhead => IndexLength + TagLength;

    internal override void ProtectRtp(ReadOnlySpan<byte> packet, int headerLength, long index, Span<byte> destination)
    {
        packet.CopyTo(destination);
        _rtp.Apply(PacketShape.RtpSsrc(packet), index, destination[headerLength..packet.Length]);
        RtpTag(destination[..packet.Length], index, destination.Slice(packet.Length, TagLength));
    }

    internal override bool UnprotectRtp(ReadOnlySpan<byte> packet, int headerLength, long index, Span<byte> destination)
    {
        Span<byte> tag = stackalloc byte[TagLength];
        var plain = packet.Length - TagLength;
        RtpTag(packet[..plain], index, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[plain..]))
            return false;
        packet[..plain].CopyTo(destination);
        _rtp.Apply(PacketShape.RtpSsrc(packet), index, destination[headerLength..plain]);
        return true;
    }

    internal override void ProtectRtcp(ReadOnlySpan<byte> packet, uint index, Span<byte> destination)
    {
        packet.CopyTo(destination);
        _rtcp.Apply(PacketShape.RtcpSsrc(packet), index, destination[PacketShape.RtcpHeader..packet.Length]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[packet.Length..], Encrypted | index);
        var authenticated = packet.Length + IndexLength;
        Tag(_rtcpHmac, destination[..authenticated], destination.Slice(authenticated, TagLength));
    }

    internal override bool UnprotectRtcp(ReadOnlySpan<byte> packet, uint index, Span<byte> destination)
    {
        Span<byte> tag = stackalloc byte[TagLength];
        var authenticated = packet.Length - TagLength;
        Tag(_rtcpHmac, packet[..authenticated], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[authenticated..]))
            return false;
        var plain = authenticated - IndexLength;
        packet[..plain].CopyTo(destination);
        _rtcp.Apply(PacketShape.RtcpSsrc(packet), index, destination[PacketShape.RtcpHeader..plain]);
        return true;
    }

    internal override uint RtcpIndexWord(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt32BigEndian(packet[^(IndexLength + TagLength)..]);

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
        _rtpHmac.Dispose();
        _rtcpHmac.Dispose();
    }

#pragma warning disable CA5350 // The profile fixes HMAC-SHA1 (RFC 3711); browsers prefer GCM.
    private static IncrementalHash Hmac(byte[] key) => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, key);
#pragma warning restore CA5350

    // RFC 3711 section 4.2: the RTP tag also covers the rollover counter, which is not sent.
    private void RtpTag(ReadOnlySpan<byte> authenticated, long index, Span<byte> tag)
    {
        Span<byte> rollover = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        _rtpHmac.AppendData(authenticated);
        Tag(_rtpHmac, rollover, tag);
    }

    private static void Tag(IncrementalHash hmac, ReadOnlySpan<byte> last, Span<byte> tag)
    {
        Span<byte> full = stackalloc byte[20];
        hmac.AppendData(last);
        hmac.GetHashAndReset(full);
        full[..TagLength].CopyTo(tag);
    }
}
