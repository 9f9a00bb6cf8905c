namespace PsyCare.Rtc.Srtp;

/// <summary>
/// One direction's session keys under one profile. Packets are protected as a whole; indices and lengths were checked by the
/// caller. Source and destination must not overlap.
/// </summary>
internal abstract class PacketCipher : IDisposable
{
    /// <summary>Bytes that protection adds to an RTP packet.</summary>
    internal abstract int RtpOverhead { get; }

    /// <summary>Bytes that protection adds to an RTCP packet: index word and tag.</summary>
    internal abstract int RtcpOverhead { get; }

    /// <summary>The cipher of a profile, with session keys derived from the master key and salt.</summary>
    internal static PacketCipher Create(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var saltLength = profile == SrtpProfile.AeadAes128Gcm ? GcmPacketCipher.SaltLength : CmHmacPacketCipher.SaltLength;
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 16, nameof(key));
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, saltLength, nameof(salt));
        return profile switch
        {
            SrtpProfile.AeadAes128Gcm => new GcmPacketCipher(key, salt),
            SrtpProfile.Aes128CmHmacSha1_80 => new CmHmacPacketCipher(key, salt),
            _ => throw new ArgumentOutOfRangeException(nameof(profile)),
        };
    }

    internal abstract void ProtectRtp(ReadOnlySpan<byte> packet, int headerLength, long index, Span<byte> destination);

    internal abstract bool UnprotectRtp(ReadOnlySpan<byte> packet, int headerLength, long index, Span<byte> destination);

    internal abstract void ProtectRtcp(ReadOnlySpan<byte> packet, uint index, Span<byte> destination);

    internal abstract bool UnprotectRtcp(ReadOnlySpan<byte> packet, uint index, Span<byte> destination);

    /// <summary>The 31-bit index word of a protected RTCP packet, with its encryption flag in the top bit.</summary>
    internal abstract uint RtcpIndexWord(ReadOnlySpan<byte> packet);

    public abstract void Dispose();
}
