using System.Net;
using Microsoft.Extensions.Logging;
using PsyCare.Domain.Media;
using PsyCare.Media.Net;
using PsyCare.Media.Recording;
using PsyCare.Media.Rooms;
using PsyCare.Rtc;

namespace PsyCare.Media;

/// <content>What datagrams and time cause. Everything here runs under the lock.</content>
public sealed partial class MediaServer : IMediaHost
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(10);
    private readonly List<Participant> _retired = [];

    TimeSpan IMediaHost.Now => Elapsed();

    Capture IMediaHost.CreateCapture(RoomState room, ParticipantRole who) =>
        new(room, who, new ParticipantRecorder(room.SessionId, who, _recording), _tap, Counters);

    LevelMeter IMediaHost.CreateLevelMeter(RoomState room, ParticipantRole who) => new(room, who, _levels);

    void IMediaHost.Send(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority)
    {
        if (remote is TcpAddress { Connection: var connection })
            SendByTcp(connection, datagram, priority);
        else
            CountFailed(_port?.Send(datagram, remote.SocketAddress) ?? 0);
        Counters.DatagramsOut++;
        Counters.BytesOut += datagram.Length;
    }

    void IMediaHost.Raise(Participant participant, ConnectionState state)
    {
        var (session, who, resource) = (participant.Room.SessionId, participant.Who, participant.ResourceId);
        _events.Raise(e => e.OnConnection(session, who, resource, state));
    }

    // The peer is in the middle of a call when it says that it is over: it is disposed afterwards.
    void IMediaHost.Retire(Participant participant) => _retired.Add(participant);

    private void OnDatagrams(IDatagramBatch datagrams)
    {
        lock (_gate)
        {
            for (var i = 0; i < datagrams.Count; i++)
                OnDatagram(datagrams.Get(i, out var from), from);
            Settle();
            Counters.ReceiverCpu = ThreadCpu.Now(); // of this thread since it began: the receive calls count as well
        }
    }

    private void OnDatagram(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        Counters.DatagramsIn++;
        Counters.BytesIn += datagram.Length;
        try
        {
            Dispatch(datagram, from);
            RetireClosed();
        }
#pragma warning disable CA1031 // A fault of the tap or a recorder, called from here, must not end everybody's calls.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFault(_log, exception);
        }
    }

    private void Dispatch(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        if (datagram.Length is < 2 or > RtcPeer.MaxDatagramLength)
            Counters.Drop(MediaDrop.BadLength);
        else if (PeerTable.IsStun(datagram))
            DispatchStun(datagram, from);
        else if (!_table.TryFind(from, out var entry))
            Counters.Drop(MediaDrop.UnknownAddress);
        else if (!entry.Participant.Packets.TryTake(Elapsed()))
            Counters.Drop(MediaDrop.TooMany);
        else
            entry.Participant.Peer.HandleDatagram(datagram, entry.Address, Elapsed());
    }

    private void DispatchStun(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        if (_table.FindByUfrag(datagram) is not { } participant)
        {
            Counters.Drop(MediaDrop.UnknownUfrag);
            return;
        }

        var isKnown = _table.TryFind(from, out var entry) && entry.Participant == participant;
        if (!(isKnown ? participant.Packets : participant.Checks).TryTake(Elapsed()))
        {
            Counters.Drop(MediaDrop.TooMany);
            return;
        }

        var address = isKnown ? entry.Address : TransportAddress.From(from);
        var refused = Refused(participant.Peer);
        participant.Peer.HandleDatagram(datagram, address, Elapsed());
        if (!isKnown && Refused(participant.Peer) == refused && participant.Peer.State != RtcPeerState.Closed)
            _table.Bind(participant, address);
    }

    // A check that was not refused has validated its address.
    private static long Refused(RtcPeer peer) =>
        peer.Counters.Dropped(DropReason.StunMalformed) + peer.Counters.Dropped(DropReason.StunBadIntegrity);

    private void OnTick()
    {
        var begin = ThreadCpu.Now();
        lock (_gate)
        {
            if (_disposed)
                return;
            var now = Elapsed();
            _connections.Tick(now);
            if (_participants.Count == 0)
                return;
            foreach (var participant in _participants.Values)
                Tick(participant, now);
            Settle();
            Counters.TimerCpu += ThreadCpu.Now() - begin;
        }
    }

    private void Tick(Participant participant, TimeSpan now)
    {
        try
        {
            participant.Tick(now);
            Read(participant, now);
            Counters.AddDrops(participant.Peer.Counters, participant.DropsSeen);
        }
#pragma warning disable CA1031 // As for datagrams: one participant's tap or recorder must not stop the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFault(_log, exception);
        }
    }

    /// <summary>Ends what was done under the lock: peers that are over are forgotten, what is to be sent goes out.</summary>
    private void Settle()
    {
        RetireClosed();
        CountFailed(_port?.Flush() ?? 0);
        _connections.Flush();
    }

    private void CountFailed(int datagrams)
    {
        for (; datagrams > 0; datagrams--)
            Counters.Drop(MediaDrop.SendFailed);
    }

    private void RetireClosed()
    {
        if (_retired.Count == 0)
            return;
        foreach (var participant in _retired)
        {
            Read(participant, Elapsed());
            Counters.AddDrops(participant.Peer.Counters, participant.DropsSeen);
            _table.Remove(participant);
            TcpConnections.Finish(participant, Elapsed());
            _participants.Remove(participant.ResourceId);
            participant.Room.Remove(participant);
            participant.Dispose();
        }

        _retired.Clear();
        Counters.Peers = _participants.Count;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The media path met a fault")]
    private static partial void LogFault(ILogger log, Exception exception);
}
