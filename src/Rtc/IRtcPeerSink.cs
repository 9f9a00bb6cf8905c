using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc;

/// <summary>
/// What a <see cref="RtcPeer"/> does to the world. The peer calls it synchronously from inside its own methods, so spans are valid only
/// during the call. An implementation may call back into this or another peer.
/// </summary>
public interface IRtcPeerSink
{
    /// <summary>Send this datagram.</summary>
    /// <param name="datagram">The bytes, valid during the call.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="priority">What it gives way to where the path has no room.</param>
    void OnTransmit(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority);

    /// <summary>The peer has changed state; <see cref="RtcPeer.State"/> already holds the new one.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="state">The new state.</param>
    void OnStateChanged(RtcPeer peer, RtcPeerState state);

    /// <summary>A decrypted, authenticated RTP packet of a negotiated stream. Order is that of arrival; there are no duplicates.</summary>
    /// <param name="peer">The peer that sent it.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="packet">The packet, valid during the call.</param>
    /// <param name="now">When it arrived.</param>
    void OnRtp(RtcPeer peer, IncomingSource stream, in RtpPacket packet, TimeSpan now);

    /// <summary>
    /// The peer cannot go on decoding the video that we send it (PLI or FIR), or is to get another layer: ask the source for a keyframe.
    /// </summary>
    /// <param name="peer">The viewer.</param>
    /// <param name="source">The stream of the other peer that is to begin anew; <see cref="RtcPeer.RequestKeyframe(IncomingSource, TimeSpan)"/>.</param>
    /// <param name="now">When it asked.</param>
    void OnKeyframeRequested(RtcPeer peer, IncomingSource source, TimeSpan now);
}
