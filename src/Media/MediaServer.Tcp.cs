using PsyCare.Media.Net;
using PsyCare.Rtc;

namespace PsyCare.Media;

/// <content>Media over TCP, from networks without UDP (RFC 6544, ADR 33).</content>
public sealed partial class MediaServer : ITcpHandler
{
    private readonly TcpConnections _connections;
    private TcpPort? _tcpPort;

    /// <summary>The TCP port, once started; 0 if there is none.</summary>
    public int TcpPort => _tcpPort?.Port ?? 0;

    bool ITcpHandler.OnOpened(TcpConnection connection)
    {
        lock (_gate)
            return !_disposed && _connections.TryAdd(connection, Elapsed());
    }

    bool ITcpHandler.OnReceived(TcpConnection connection)
    {
        var begin = ThreadCpu.Now();
        lock (_gate)
        {
            if (_disposed || !connection.IsOpen)
                return false;
            while (connection.IsOpen && connection.Frames.TryRead(out var datagram))
                OnFrame(connection, datagram);
            if (connection.Frames.IsBroken)
                _connections.Close(connection, TcpEnd.BadFrame);
            else if (connection.Participant is not null)
                connection.HeardAt = Elapsed();
            Settle();
            Counters.TcpCpu += ThreadCpu.Now() - begin;
            return connection.IsOpen;
        }
    }

    void ITcpHandler.OnEnded(TcpConnection connection)
    {
        lock (_gate)
            _connections.Close(connection, TcpEnd.Left);
    }

    private void OnFrame(TcpConnection connection, ReadOnlySpan<byte> datagram)
    {
        Counters.DatagramsIn++;
        Counters.TcpDatagramsIn++;
        Counters.BytesIn += datagram.Length;
        try
        {
            Dispatch(connection, datagram);
            RetireClosed();
        }
#pragma warning disable CA1031 // As for UDP: one participant's tap or recorder must not stop the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFault(_log, exception);
        }
    }

    private void Dispatch(TcpConnection connection, ReadOnlySpan<byte> datagram)
    {
        if (connection.IsFinished)
            Counters.Drop(MediaDrop.UnknownAddress);
        else if (connection.Participant is not { } participant)
            Prove(connection, datagram);
        else if (datagram.Length < 2)
            Counters.Drop(MediaDrop.BadLength);
        else if (!participant.Packets.TryTake(Elapsed()))
            Counters.Drop(MediaDrop.TooMany);
        else if (PeerTable.IsStun(datagram) && _table.FindByUfrag(datagram) != participant)
            Counters.Drop(MediaDrop.UnknownUfrag);
        else
            participant.Peer.HandleDatagram(datagram, connection.Address, Elapsed());
    }

    /// <summary>A connection that is nobody's yet may bring checks of one of our peers, and nothing else.</summary>
    private void Prove(TcpConnection connection, ReadOnlySpan<byte> datagram)
    {
        connection.UnprovenBytes += datagram.Length;
        if (connection.UnprovenBytes > TcpConnections.MaxUnprovenBytes || _table.FindByUfrag(datagram) is not { } participant)
        {
            _connections.Close(connection, TcpEnd.Unproven);
            return;
        }

        if (!participant.Checks.TryTake(Elapsed()))
        {
            Counters.Drop(MediaDrop.TooMany);
            return;
        }

        var refused = Refused(participant.Peer);
        participant.Peer.HandleDatagram(datagram, connection.Address, Elapsed());
        if (Refused(participant.Peer) == refused && participant.Peer.State != RtcPeerState.Closed)
            _connections.Prove(connection, participant, Elapsed());
    }

    private void SendByTcp(TcpConnection connection, ReadOnlySpan<byte> datagram, PacketPriority priority)
    {
        if (!_connections.Send(connection, datagram, priority))
            Counters.Drop(connection.IsOpen ? MediaDrop.Backlog : MediaDrop.SendFailed);
        Counters.TcpDatagramsOut++;
    }
}
