namespace PsyCare.Rtc.Srtp;

/// <summary>
/// Protects the packets of one direction. Tracks a rollover counter per SSRC, so a retransmission of an older sequence number
/// gets the index it had; it must then carry the same bytes as before (with GCM the nonce repeats). Not thread-safe.
/// </summary>
public sealed class SrtpSender : IDisposable
{
    /// <summary>The most bytes that protection adds to a packet, whatever the profile.</summary>
    public const int MaxOverhead = 20;

    private readonly PacketCipher _cipher;
    private readonly Dictionary<uint, long> _highestRtp = [];
    private readonly Dictionary<uint, uint> _nextRtcp = [];

    /// <summary>Derives the session keys.</summary>
    /// <param name="profile">The protection profile.</param>
    /// <param name="key">Master key, 16 bytes.</param>
    /// <param name="salt">Master salt: 12 bytes for GCM, 14 for counter mode.</param>
    public SrtpSender(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt) =>
        _cipher = PacketCipher.Create(profile, key, salt);

    /// <summary>Protects an RTP packet.</summary>
    /// <param name="packet">A well-formed RTP packet.</param>
    /// <param name="destination">At least <see cref="MaxOverhead"/> bytes longer; must not overlap <paramref name="packet"/>.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">Not an RTP packet, or the destination is too small.</exception>
    public int ProtectRtp(ReadOnlySpan<byte> packet, Span<byte> destination)
    {
        var headerLength = PacketShape.RtpHeaderLength(packet);
        if (headerLength < 0)
            throw new ArgumentException("Not an RTP packet.", nameof(packet));
        var length = Reserve(packet.Length + _cipher.RtpOverhead, destination);

        var ssrc = PacketShape.RtpSsrc(packet);
        var highest = _highestRtp.GetValueOrDefault(ssrc, -1);
        var index = Math.Max(0, RtpIndex.Estimate(highest, PacketShape.RtpSequence(packet)));
        _cipher.ProtectRtp(packet, headerLength, index, destination);
        if (index > highest)
            _highestRtp[ssrc] = index;
        return length;
    }

    /// <summary>Protects a (compound) RTCP packet.</summary>
    /// <param name="packet">RTCP of at least one header and SSRC.</param>
    /// <param name="destination">At least <see cref="MaxOverhead"/> bytes longer; must not overlap <paramref name="packet"/>.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">Not an RTCP packet, or the destination is too small.</exception>
    /// <exception cref="InvalidOperationException">2^31 packets were sent under these keys.</exception>
    public int ProtectRtcp(ReadOnlySpan<byte> packet, Span<byte> destination)
    {
        if (!PacketShape.IsRtcp(packet))
            throw new ArgumentException("Not an RTCP packet.", nameof(packet));
        var length = Reserve(packet.Length + _cipher.RtcpOverhead, destination);

        var ssrc = PacketShape.RtcpSsrc(packet);
        var index = _nextRtcp.GetValueOrDefault(ssrc);
        if (index > int.MaxValue)
            throw new InvalidOperationException("The SRTCP index is exhausted; the peers must handshake again.");
        _nextRtcp[ssrc] = index + 1;
        _cipher.ProtectRtcp(packet, index, destination);
        return length;
    }

    /// <summary>Releases the key material.</summary>
    public void Dispose() => _cipher.Dispose();

    private static int Reserve(int length, Span<byte> destination) => destination.Length >= length
        ? length
        : throw new ArgumentException($"The protected packet needs {length} bytes.", nameof(destination));
}
