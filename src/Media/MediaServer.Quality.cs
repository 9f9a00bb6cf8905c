using PsyCare.Media.Rooms;
using PsyCare.Rtc;
using PsyCare.Rtc.Layers;

namespace PsyCare.Media;

/// <content>What operators see.</content>
public sealed partial class MediaServer
{
    private static readonly TimeSpan ReadingInterval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public MediaQuality ReadQuality()
    {
        lock (_gate)
        {
            var peers = _participants.Values.Select(p => p.Peer).ToList();
            var connected = peers.Where(p => p.State == RtcPeerState.Connected).ToList();
            return new MediaQuality
            {
                Connecting = peers.Count(p => p.State == RtcPeerState.Connecting),
                Connected = connected.Count,
                OverTcp = connected.Count(p => p.Remote?.Protocol == TransportProtocol.Tcp),
                Disconnected = peers.Count(p => p.State == RtcPeerState.Disconnected),
                RoundTrip = Spread.Of(connected.Where(p => p.RoundTripTime is not null).Select(p => p.RoundTripTime!.Value.TotalSeconds)),
                Jitter = Spread.Of(connected.Select(JitterOf)),
                SendLoss = Spread.Of(connected.Select(SendLossOf)),
                Viewers = Counters.Viewers,
            };
        }
    }

    private static double JitterOf(RtcPeer peer) =>
        Math.Max(peer.ReceiveQuality(MediaKind.Audio).Jitter, peer.ReceiveQuality(MediaKind.Video).Jitter);

    private static double SendLossOf(RtcPeer peer) => Math.Max(peer.SendLoss(MediaKind.Audio), peer.SendLoss(MediaKind.Video));

    /// <summary>Takes over what a peer has counted, every two seconds and when it goes.</summary>
    private void Read(Participant participant, TimeSpan now)
    {
        if (now - participant.Reading.ReadAt < ReadingInterval && participant.Peer.State != RtcPeerState.Closed)
            return;
        Counters.AddCounts(participant.Peer, participant.Reading, now);
        if (participant.Peer.State == RtcPeerState.Connected)
            Counters.Observe(participant.Peer, JitterOf(participant.Peer), SendLossOf(participant.Peer));
        FollowPicture(participant);
    }

    /// <summary>Counts who sees how much, and tells who sees less than there is.</summary>
    private void FollowPicture(Participant participant)
    {
        var (before, now) = (participant.Viewed, participant.Peer.State == RtcPeerState.Connected ? participant.Peer.Viewed : null);
        Counters.MoveViewer(before, now);
        participant.Viewed = now;
        if (now is not { } picture || (picture == ViewedPicture.Whole && before is null or ViewedPicture.Whole))
            return;
        var (session, who, resource) = (participant.Room.SessionId, participant.Who, participant.ResourceId);
        _events.Raise(e => e.OnPicture(session, who, resource, picture));
    }
}
