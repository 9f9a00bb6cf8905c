using PsyCare.Domain.Media;
using PsyCare.Media.Net;
using PsyCare.Rtc;
using PsyCare.Rtc.Layers;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.Rooms;

/// <summary>
/// One peer connection of a participant: forwards what it sends to the other participant, asks for keyframes on the other's behalf, and
/// lets <see cref="Capture"/> take its share. Called under the server's lock.
/// </summary>
internal sealed class Participant : IParticipant, IRtcPeerSink, IDisposable
{
    /// <summary>How many remote addresses lead to one peer.</summary>
    internal const int MaxAddresses = 16;

    /// <summary>Packets a second from validated addresses: thirty times what a call of 600 kbit/s sends.</summary>
    internal const int MaxPacketsPerSecond = 4000;

    /// <summary>ICE checks a second from other addresses. A browser sends about twenty, and has a few addresses to try.</summary>
    internal const int MaxChecksPerSecond = 100;

    private static readonly TimeSpan KeyframeRepeat = TimeSpan.FromSeconds(1);

    private readonly Capture _capture;
    private readonly LevelMeter _levels;
    private readonly IMediaHost _host;
    private TimeSpan? _keyframeAskedAt;

    internal Participant(
        Room<Participant> room, ParticipantRole who, string resourceId, IMediaHost host, SdpOffer offer, RtcPeerOptions options, TimeSpan now)
    {
        (Room, Who, ResourceId, _host) = (room, who, resourceId, host);
        _capture = host.CreateCapture(room, who);
        _levels = host.CreateLevelMeter(room, who);
        (Offer, Peer) = (offer, new RtcPeer(offer, options, this, now));
    }

    public ParticipantRole Who { get; }

    internal string ResourceId { get; }

    internal Room<Participant> Room { get; }

    /// <summary>What its connection was made from.</summary>
    internal SdpOffer Offer { get; }

    internal RtcPeer Peer { get; }

    /// <summary>User fragments that lead to the peer; kept by the peer table.</summary>
    internal List<string> Ufrags { get; } = [];

    /// <summary>Its TCP connections, oldest first; kept by <see cref="TcpConnections"/>.</summary>
    internal List<TcpConnection> Connections { get; } = [];

    /// <summary>Validated remote UDP addresses, oldest first; kept by the peer table.</summary>
    internal List<TransportAddress> Addresses { get; } = [];

    /// <summary>The peer's counts that the server's totals already hold.</summary>
    internal PeerReading Reading { get; } = new();

    /// <summary>What may come from its validated addresses.</summary>
    internal PacketBudget Packets { get; } = new(MaxPacketsPerSecond);

    /// <summary>Checks that may come from elsewhere.</summary>
    internal PacketBudget Checks { get; } = new(MaxChecksPerSecond);

    /// <summary>The peer's drops that the server's totals already hold.</summary>
    internal long[] DropsSeen { get; } = MediaCounters.NoDrops();

    /// <summary>How much of the other side's picture it was seen to get last; null for no picture.</summary>
    internal ViewedPicture? Viewed { get; set; }

    /// <summary>True once a newer connection of the same participant took over.</summary>
    internal bool IsReplaced { get; set; }

    /// <summary>True once the other side needs a codec that this connection does not have.</summary>
    internal bool IsRecalled { get; set; }

    public void OnTransmit(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority) =>
        _host.Send(datagram, remote, priority);

    public void OnStateChanged(RtcPeer peer, RtcPeerState state)
    {
        _host.Raise(this, state switch
        {
            RtcPeerState.Connected => ConnectionState.Connected,
            RtcPeerState.Closed when IsReplaced => ConnectionState.Replaced,
            RtcPeerState.Closed => IsRecalled ? ConnectionState.Recalled : ConnectionState.Closed,
            _ => ConnectionState.Disconnected,
        });
        if (state == RtcPeerState.Connected)
            Room.Other(Who)?.Peer.RequestKeyframe(_host.Now); // the newcomer can show nothing before a keyframe
        else if (state == RtcPeerState.Closed)
            _host.Retire(this);
    }

    public void OnRtp(RtcPeer peer, IncomingSource stream, in RtpPacket packet, TimeSpan now)
    {
        if (!Room.Policy.Call || IsReplaced)
            return;
        Room.Other(Who)?.Peer.SendRtp(stream, packet, now);
        _capture.OnRtp(stream, packet, now);
        if (stream.Kind == RtcKind.Audio && peer.TryReadAudioLevel(packet, out var level))
            _levels.OnPacket(level, now);
        if (stream.Kind == RtcKind.Video) // a camera that is off cannot answer
            AskForKeyframe(now);
    }

    public void OnKeyframeRequested(RtcPeer peer, IncomingSource source, TimeSpan now) =>
        Room.Other(Who)?.Peer.RequestKeyframe(source, now);

    public void Dispose()
    {
        _capture.Dispose();
        Peer.Dispose();
    }

    public void ApplyPolicy(TimeSpan now)
    {
        _capture.ApplyPolicy();
        AskForKeyframe(now);
    }

    internal void Tick(TimeSpan now)
    {
        Peer.HandleTimeout(now);
        _capture.TakeFrames(now);
        _levels.Tick(now);
    }

    private void AskForKeyframe(TimeSpan now)
    {
        if (Peer.State == RtcPeerState.Closed || now - _keyframeAskedAt < KeyframeRepeat)
            return;
        // By index here and in all that runs for every packet: the enumerator of a list behind an interface is an allocation.
        for (var i = 0; i < Peer.VideoLayers.Count; i++)
        {
            var layer = Peer.VideoLayers[i];
            if (!_capture.WantsKeyframe(layer, now))
                continue;
            _keyframeAskedAt = now;
            Peer.RequestKeyframe(layer, now);
        }
    }
}
