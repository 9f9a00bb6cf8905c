using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PsyCare.Rtc.Srtp;

/// <summary>AEAD_AES_128_GCM for SRTP and SRTCP (RFC 7714 sections 8 and 9).</summary>
internal sealed class GcmPacketCipher : PacketCipher
{
    internal const int SaltLength = 12;
    private const int TagLength = 16;
    private const int IndexLength = 4;
    private const uint Encrypted = 0x8000_0000;

    private readonly AesGcm _rtp;
    private readonly AesGcm _rtcp;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;

    internal GcmPacketCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        _rtp = new AesGcm(KeyDerivation.Derive(key, salt, KeyDerivation.RtpEncryption, 16), TagLength);
        _rtcp = new AesGcm(KeyDerivation.Derive(key, salt, KeyDerivation.RtcpEncryption, 16), TagLength);
        _rtpSalt = KeyDerivation.Derive(key, salt, KeyDerivation.RtpSalt, SaltLength);
        _rtcpSalt = KeyDerivation.Derive(key, salt, KeyDerivation.RtcpSalt, SaltLength);
    }

    /// <summary>For test vectors that give session keys rather than master keys.</summary>
    internal GcmPacketCipher(byte[] sessionKey, byte[] sessionSalt)
    {
        _rtp = new AesGcm(sessionKey, TagLength);
        _rtcp = new AesGcm(sessionKey, TagLength);
        _rtpSalt = _rtcpSalt = sessionSalt;
    }

    internal override int RtpOverhead => TagLength;

    internal override int RtcpOverhead => TagLength + IndexLength;

    internal override void ProtectRtp(ReadOnlySpan<byte> packet, int headerLength, long index, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[SaltLength];
        RtpNonce(PacketShape.RtpSsrc(packet), index, nonce);
        var header = packet[..headerLength];
        header.CopyTo(destination);
        _rtp.Encrypt(nonce, packet[headerLength..], destination[headerLength..packet.Length],
            destination.Slice(packet.Length, TagLength), header);
    }

    internal override bool UnprotectRtp(ReadOnlySpan<byte> packet, int headerLength, long index, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[SaltLength];
        RtpNonce(PacketShape.RtpSsrc(packet), index, nonce);
        var header = packet[..headerLength];
        var plain = packet.Length - TagLength;
        header.CopyTo(destination);
        return TryDecrypt(_rtp, nonce, packet[headerLength..plain], packet[plain..], destination[headerLength..plain], header);
    }

    internal override void ProtectRtcp(ReadOnlySpan<byte> packet, uint index, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[SaltLength];
        Span<byte> associated = stackalloc byte[PacketShape.RtcpHeader + IndexLength];
        RtcpNonce(PacketShape.RtcpSsrc(packet), index, nonce);
        BinaryPrimitives.WriteUInt32BigEndian(destination[(packet.Length + TagLength)..], Encrypted | index);
        RtcpAssociated(packet, destination.Slice(packet.Length + TagLength, IndexLength), associated);
        packet[..PacketShape.RtcpHeader].CopyTo(destination);
        _rtcp.Encrypt(nonce, packet[PacketShape.RtcpHeader..], destination[PacketShape.RtcpHeader..packet.Length],
            destination.Slice(packet.Length, TagLength), associated);
    }

    internal override bool UnprotectRtcp(ReadOnlySpan<byte> packet, uint index, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[SaltLength];
        Span<byte> associated = stackalloc byte[PacketShape.RtcpHeader + IndexLength];
        var plain = packet.Length - TagLength - IndexLength;
        RtcpNonce(PacketShape.RtcpSsrc(packet), index, nonce);
        RtcpAssociated(packet, packet[^IndexLength..], associated);
        packet[..PacketShape.RtcpHeader].CopyTo(destination);
        return TryDecrypt(_rtcp, nonce, packet[PacketShape.RtcpHeader..plain], packet.Slice(plain, TagLength),
            destination[PacketShape.RtcpHeader..plain], associated);
    }

    internal override uint RtcpIndexWord(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[^IndexLength..]);

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    // AesGcm offers no Try form: a forged packet costs an exception, which the caller's rate of accepted addresses bounds.
    private static bool TryDecrypt(AesGcm gcm, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag,
        Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        try
        {
            gcm.Decrypt(nonce, cipher, tag, plain, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static void RtcpAssociated(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> indexWord, Span<byte> associated)
    {
        packet[..PacketShape.RtcpHeader].CopyTo(associated);
        indexWord.CopyTo(associated[PacketShape.RtcpHeader..]);
    }

    // RFC 7714 section 8.1: 00 00 | SSRC | ROC | SEQ, xor salt.
    private void RtpNonce(uint ssrc, long index, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], (uint)(index >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(nonce[10..], (ushort)index);
        Xor(nonce, _rtpSalt);
    }

    // RFC 7714 section 9.1: 00 00 | SSRC | 00 00 | 0 and 31-bit index, xor salt.
    private void RtcpNonce(uint ssrc, uint index, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], index);
        Xor(nonce, _rtcpSalt);
    }

    private static void Xor(Span<byte> nonce, byte[] salt)
    {
        for (var i = 0; i < SaltLength; i++)
            nonce[i] ^= salt[i];
    }
}
