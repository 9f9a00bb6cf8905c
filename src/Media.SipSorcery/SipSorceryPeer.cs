using System.Net;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;
using SIPSorcery.Net;
using SIPSorcery.Sys;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.SipSorcery;

/// <summary>Hears of one <see cref="SipSorceryPeer"/>, on SIPSorcery's threads.</summary>
internal interface ISipSorceryPeerSink
{
    /// <summary>A packet has come and is decrypted.</summary>
    void OnRtp(RtcKind kind, RTPPacket packet);

    /// <summary>The browser asks for a keyframe, or has reported something else.</summary>
    void OnRtcp(bool wantsKeyframe);

    /// <summary>The connection stands otherwise.</summary>
    void OnState(RTCPeerConnectionState state);
}

/// <summary>
/// One peer connection by SIPSorcery: ICE, DTLS as the passive side, SRTP, RTCP reports, on a UDP port of its own. The addresses in the offer
/// are not used: the browser checks ours, and what has passed a check is where media goes, so that an offer cannot make us send anywhere.
/// </summary>
internal sealed class SipSorceryPeer : IDisposable
{
    private readonly RTCPeerConnection _connection;
    private readonly ISipSorceryPeerSink _sink;
    private readonly Dictionary<RtcKind, OutgoingTrack> _tracks = [];
    private uint _videoSource;

    /// <summary>Answers an offer.</summary>
    /// <exception cref="SdpRejectedException">SIPSorcery does not take it.</exception>
    internal SipSorceryPeer(SdpOffer offer, string text, PortRange? ports, IReadOnlyList<IPAddress> addresses, ISipSorceryPeerSink sink)
    {
        _sink = sink;
        _connection = new RTCPeerConnection(new RTCConfiguration { X_UseRtpFeedbackProfile = true }, portRange: ports);
        try
        {
            foreach (var section in offer.Sections)
                AddTrack(section);
            Answer = Negotiate(offer, text, addresses);
        }
        catch
        {
            Dispose();
            throw;
        }

        _connection.onconnectionstatechange += sink.OnState;
        _connection.OnRtpPacketReceived += OnRtpPacket;
        _connection.OnReceiveReport += OnReport;
    }

    internal string Answer { get; }

    internal RTCPeerConnectionState State => _connection.connectionState;

    /// <summary>Sends a packet of the other participant.</summary>
    internal void Send(RtcKind kind, in RtpPacket packet, byte[] payload, TimeSpan now)
    {
        if (State != RTCPeerConnectionState.connected || !_tracks.TryGetValue(kind, out var track))
            return;
        if (track.TryPlace(packet, now, out var sequence, out var timestamp))
            _connection.SendRtpRaw(MediaOf(kind), payload, timestamp, packet.Marker ? 1 : 0, track.PayloadType, sequence);
    }

    /// <summary>Asks the browser for a keyframe, once it has sent a picture.</summary>
    /// <returns>False if it has not.</returns>
    internal bool RequestKeyframe()
    {
        if (State != RTCPeerConnectionState.connected || _videoSource == 0)
            return false;
        _connection.SendRtcpFeedback(
            SDPMediaTypesEnum.video, new RTCPFeedback(_connection.VideoStream.LocalTrack.Ssrc, _videoSource, PSFBFeedbackTypesEnum.PLI));
        return true;
    }

    /// <summary>Ends it. Not to be called under a lock that the sink takes.</summary>
    public void Dispose() => _connection.close();

    private void AddTrack(SdpMediaSection section)
    {
        if (section.Kind is not { } kind || section is { Kind: RtcKind.Video, Codec: not PsyCare.Rtc.VideoCodec.Vp8 })
            throw new SdpRejectedException(SdpRejection.NoUsableMedia, $"This endpoint takes Opus and VP8, and cannot leave out a section of an offer ({section.Media}).");
        var rtpmap = kind == RtcKind.Audio ? "opus/48000/2" : "VP8/90000";
        var format = new SDPAudioVideoMediaFormat(MediaOf(kind), section.PayloadType, rtpmap, kind == RtcKind.Audio ? "minptime=10;useinbandfec=1" : null);
        var local = new MediaStreamTrack(MediaOf(kind), false, [format], StatusOf(section.Direction)) { NoDtmfSupport = true };
        _connection.addTrack(local);
        if (section.Direction.Receives())
            _tracks[kind] = new OutgoingTrack(local.Ssrc, section.PayloadType, kind);
    }

    private string Negotiate(SdpOffer offer, string text, IReadOnlyList<IPAddress> addresses)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries).Where(l => !l.StartsWith("a=candidate:", StringComparison.Ordinal));
        var result = _connection.setRemoteDescription(
            new RTCSessionDescriptionInit { type = RTCSdpType.offer, sdp = string.Join("\r\n", lines) });
        if (result != SetDescriptionResultEnum.OK)
            throw new SdpRejectedException(SdpRejection.NoUsableMedia, $"SIPSorcery does not take the offer: {result}.");
        _connection.IceRole = IceRolesEnum.passive; // of DTLS: the browser is the client, as with our own endpoint
        var answer = _connection.createAnswer();
        _connection.setLocalDescription(answer);
        var port = _connection.GetRtpChannel().RTPPort;
        return PeerAnswer.Write(answer.sdp, offer, [.. addresses.Select(a => new IPEndPoint(a, port))]);
    }

    private void OnRtpPacket(IPEndPoint from, SDPMediaTypesEnum media, RTPPacket packet)
    {
        if (media is not (SDPMediaTypesEnum.audio or SDPMediaTypesEnum.video))
            return;
        if (media == SDPMediaTypesEnum.video)
            _videoSource = packet.Header.SyncSource;
        _sink.OnRtp(media == SDPMediaTypesEnum.audio ? RtcKind.Audio : RtcKind.Video, packet);
    }

    private void OnReport(IPEndPoint from, SDPMediaTypesEnum media, RTCPCompoundPacket report) => _sink.OnRtcp(
        report.Feedback is { Header.PacketType: RTCPReportTypesEnum.PSFB } feedback
        && feedback.Header.PayloadFeedbackMessageType is PSFBFeedbackTypesEnum.PLI or PSFBFeedbackTypesEnum.FIR);

    private static SDPMediaTypesEnum MediaOf(RtcKind kind) => kind == RtcKind.Audio ? SDPMediaTypesEnum.audio : SDPMediaTypesEnum.video;

    private static MediaStreamStatusEnum StatusOf(MediaDirection offered) => offered switch
    {
        MediaDirection.SendRecv => MediaStreamStatusEnum.SendRecv,
        MediaDirection.SendOnly => MediaStreamStatusEnum.RecvOnly,
        MediaDirection.RecvOnly => MediaStreamStatusEnum.SendOnly,
        _ => MediaStreamStatusEnum.Inactive,
    };
}
