namespace PsyCare.Rtc.Srtp;

/// <summary>
/// Authenticates, de-duplicates and decrypts the packets of one direction. State for a source is created only by a packet that
/// authenticated, and for at most <see cref="MaxSources"/> sources. Not thread-safe.
/// </summary>
public sealed class SrtpReceiver : IDisposable
{
    /// <summary>How many SSRCs are tracked each for RTP and RTCP; packets of further ones are refused.</summary>
    public const int MaxSources = 64;

    private const uint EncryptedFlag = 0x8000_0000;

    private readonly PacketCipher _cipher;
    private readonly Dictionary<uint, ReplayWindow> _rtp = [];
    private readonly Dictionary<uint, ReplayWindow> _rtcp = [];

    /// <summary>Derives the session keys.</summary>
    /// <param name="profile">The protection profile.</param>
    /// <param name="key">Master key, 16 bytes.</param>
    /// <param name="salt">Master salt: 12 bytes for GCM, 14 for counter mode.</param>
    public SrtpReceiver(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt) =>
        _cipher = PacketCipher.Create(profile, key, salt);

    /// <summary>Verifies and decrypts an SRTP packet of any content.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="destination">At least as long as <paramref name="packet"/>; must not overlap it. Undefined unless Ok.</param>
    /// <param name="length">Length of the RTP packet, or 0.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public SrtpResult UnprotectRtp(ReadOnlySpan<byte> packet, Span<byte> destination, out int length)
    {
        length = 0;
        CheckDestination(packet, destination);
        if (packet.Length < PacketShape.RtpFixedHeader + _cipher.RtpOverhead)
            return SrtpResult.TooShort;
        var headerLength = PacketShape.RtpHeaderLength(packet[..^_cipher.RtpOverhead]);
        if (headerLength < 0)
            return SrtpResult.Malformed;

        var ssrc = PacketShape.RtpSsrc(packet);
        if (!TryFind(_rtp, ssrc, out var window))
            return SrtpResult.Malformed;
        var index = RtpIndex.Estimate(window?.Highest ?? -1, PacketShape.RtpSequence(packet));
        if (index < 0 || window?.IsNew(index) == false)
            return SrtpResult.Replayed;
        if (!_cipher.UnprotectRtp(packet, headerLength, index, destination))
            return SrtpResult.AuthenticationFailed;
        Accept(_rtp, ssrc, window, index);
        length = packet.Length - _cipher.RtpOverhead;
        return SrtpResult.Ok;
    }

    /// <summary>Verifies and decrypts an SRTCP packet of any content.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="destination">At least as long as <paramref name="packet"/>; must not overlap it. Undefined unless Ok.</param>
    /// <param name="length">Length of the RTCP packet, or 0.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public SrtpResult UnprotectRtcp(ReadOnlySpan<byte> packet, Span<byte> destination, out int length)
    {
        length = 0;
        CheckDestination(packet, destination);
        if (packet.Length < PacketShape.RtcpHeader + _cipher.RtcpOverhead)
            return SrtpResult.TooShort;
        var indexWord = _cipher.RtcpIndexWord(packet);
        if (!PacketShape.IsRtcp(packet) || (indexWord & EncryptedFlag) == 0)
            return SrtpResult.Malformed;

        var ssrc = PacketShape.RtcpSsrc(packet);
        if (!TryFind(_rtcp, ssrc, out var window))
            return SrtpResult.Malformed;
        var index = indexWord & ~EncryptedFlag;
        if (window?.IsNew(index) == false)
            return SrtpResult.Replayed;
        if (!_cipher.UnprotectRtcp(packet, index, destination))
            return SrtpResult.AuthenticationFailed;
        Accept(_rtcp, ssrc, window, index);
        length = packet.Length - _cipher.RtcpOverhead;
        return SrtpResult.Ok;
    }

    /// <summary>Releases the key material.</summary>
    public void Dispose() => _cipher.Dispose();

    private static void CheckDestination(ReadOnlySpan<byte> packet, Span<byte> destination)
    {
        if (destination.Length < packet.Length)
            throw new ArgumentException("The destination is shorter than the packet.", nameof(destination));
    }

    // False when the source is unknown and there is no room for another.
    private static bool TryFind(Dictionary<uint, ReplayWindow> sources, uint ssrc, out ReplayWindow? window) =>
        sources.TryGetValue(ssrc, out window) || sources.Count < MaxSources;

    private static void Accept(Dictionary<uint, ReplayWindow> sources, uint ssrc, ReplayWindow? window, long index)
    {
        if (window is null)
            sources.Add(ssrc, window = new ReplayWindow());
        window.Accept(index);
    }
}
