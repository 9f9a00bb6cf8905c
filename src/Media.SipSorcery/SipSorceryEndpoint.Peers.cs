using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Media.Recording;
using PsyCare.Media.Rooms;
using PsyCare.Rtc.Sdp;
using SIPSorcery.Net;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.SipSorcery;

/// <content>What happens to peers. Everything but <see cref="Sink"/> runs under the lock.</content>
public sealed partial class SipSorceryEndpoint
{
    /// <exception cref="MediaRefusedException">There is no call now, or no room for one more.</exception>
    private Room<SipSorceryParticipant> RoomFor(string sessionId, ParticipantRole who)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_timer is null)
            throw new InvalidOperationException("The endpoint has not been started.");
        if (!_rooms.TryGetValue(sessionId, out var room) || !room.Policy.Call)
            throw new MediaRefusedException(MediaRefusal.NoCall);
        if (room.Find(who) is null && IsFull())
            throw new MediaRefusedException(MediaRefusal.Full);
        return room;
    }

    private bool IsFull() =>
        _participants.Count >= _options.MaxPeers || _participants.Values.Count(p => p.Told is null) >= _options.MaxConnecting;

    private SipSorceryParticipant Create(Room<SipSorceryParticipant> room, ParticipantRole who, SdpOffer offer)
    {
        var recorder = new ParticipantRecorder(room.SessionId, who, _recording);
        return new SipSorceryParticipant(
            room, who, Ids.New(), offer.Section(RtcKind.Audio)?.AudioLevelExtensionId,
            new SipSorceryCapture(room, who, recorder, _tap, _counters), new LevelMeter(room, who, _levels));
    }

    /// <summary>Puts a participant into its room.</summary>
    /// <returns>Whom it replaces.</returns>
    private SipSorceryParticipant? Enter(SipSorceryParticipant participant)
    {
        var room = participant.Room;
        if (RoomFor(room.SessionId, participant.Who) != room)
            throw new MediaRefusedException(MediaRefusal.NoCall);
        var replaced = room.Find(participant.Who);
        if (replaced is not null)
            Retire(replaced, ConnectionState.Replaced);
        room.Add(participant);
        _participants.Add(participant.ResourceId, participant);
        participant.ApplyPolicy(Elapsed());
        _counters.Peers = _participants.Count;
        return replaced;
    }

    /// <summary>Forgets a participant; its connection is still to be closed.</summary>
    private void Retire(SipSorceryParticipant participant, ConnectionState how)
    {
        if (participant.IsOver)
            return;
        participant.IsOver = true;
        _participants.Remove(participant.ResourceId);
        participant.Room.Remove(participant);
        participant.Dispose();
        _counters.Peers = _participants.Count;
        Tell(participant, how);
    }

    private SipSorceryParticipant[] RetireAll(IReadOnlyCollection<SipSorceryParticipant> participants)
    {
        SipSorceryParticipant[] gone = [.. participants];
        foreach (var participant in gone)
            Retire(participant, ConnectionState.Closed);
        return gone;
    }

    private void Tell(SipSorceryParticipant participant, ConnectionState state)
    {
        participant.Told = state;
        var (session, who, resource) = (participant.Room.SessionId, participant.Who, participant.ResourceId);
        _events.Raise(e => e.OnConnection(session, who, resource, state));
    }

    private void OnConnected(SipSorceryParticipant participant)
    {
        if (participant.IsOver || participant.Told == ConnectionState.Connected)
            return;
        Tell(participant, ConnectionState.Connected);
        participant.Room.Other(participant.Who)?.OnKeyframeWanted(Elapsed()); // the newcomer can show nothing before a keyframe
    }

    private void OnDisconnected(SipSorceryParticipant participant)
    {
        if (!participant.IsOver && participant.Told == ConnectionState.Connected)
            Tell(participant, ConnectionState.Disconnected);
    }

    private void OnRtp(SipSorceryParticipant participant, RtcKind kind, RTPPacket packet)
    {
        if (!participant.IsOver)
            participant.OnRtp(kind, packet, Elapsed());
        _counters.Add(PeerCount.RtpReceived);
        _counters.BytesIn += packet.Payload.Length;
        _counters.DatagramsIn++;
    }

    private void OnRtcp(SipSorceryParticipant participant, bool wantsKeyframe)
    {
        if (wantsKeyframe && !participant.IsOver)
            participant.Room.Other(participant.Who)?.OnKeyframeWanted(Elapsed());
        _counters.DatagramsIn++;
    }

    private void OnTick() => Guard(() =>
    {
        var now = Elapsed();
        foreach (var participant in _participants.Values)
            participant.Tick(now);
    });

    /// <summary>A fault of the tap or a recorder must not end everybody's calls, nor reach SIPSorcery's threads.</summary>
    private void Guard(Action action)
    {
        try
        {
            lock (_gate)
                action();
        }
#pragma warning disable CA1031 // Whatever it is, it is told and the calls go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFault(_log, exception);
        }
    }

    /// <summary>Takes the lock for what SIPSorcery tells on its threads.</summary>
    private sealed class Sink(SipSorceryEndpoint endpoint, SipSorceryParticipant participant) : ISipSorceryPeerSink
    {
        public void OnRtp(RtcKind kind, RTPPacket packet) => endpoint.Guard(() => endpoint.OnRtp(participant, kind, packet));

        public void OnRtcp(bool wantsKeyframe) => endpoint.Guard(() => endpoint.OnRtcp(participant, wantsKeyframe));

        public void OnState(RTCPeerConnectionState state)
        {
            if (state == RTCPeerConnectionState.connected)
                endpoint.Guard(() => endpoint.OnConnected(participant));
            else if (state == RTCPeerConnectionState.disconnected)
                endpoint.Guard(() => endpoint.OnDisconnected(participant));
            else if (state is RTCPeerConnectionState.failed or RTCPeerConnectionState.closed)
                End();
        }

        private void End()
        {
            endpoint.Guard(() => endpoint.Retire(participant, ConnectionState.Closed));
            participant.Peer.Dispose();
        }
    }
}
