using PsyCare.Media.Rooms;
using PsyCare.Rtc;

namespace PsyCare.Media.Net;

/// <summary>All open TCP connections: whose they are, how many and how long they may be, and what waits to be sent. Called under the server's lock.</summary>
internal sealed class TcpConnections(MediaCounters counters)
{
    /// <summary>Connections at once that belong to nobody yet.</summary>
    internal const int MaxHalfOpen = 256;

    /// <summary>Of those, from one address: a clinic's browsers may share one, and each needs its connection proven within a round trip.</summary>
    internal const int MaxHalfOpenOfAddress = 16;

    /// <summary>Bytes that a connection may bring before it is somebody's: a few checks.</summary>
    internal const int MaxUnprovenBytes = 4096;

    /// <summary>Connections of one participant; a browser has one for each of our addresses until it has chosen.</summary>
    internal const int MaxOfParticipant = 8;

    /// <summary>How long a connection may belong to nobody.</summary>
    internal static readonly TimeSpan ProofTime = TimeSpan.FromSeconds(10);

    /// <summary>Browsers check even a connection that they keep in reserve every 25 s.</summary>
    internal static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(60);

    /// <summary>How long a client may take nothing of what waits for it.</summary>
    internal static readonly TimeSpan MaxStall = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly HashSet<TcpConnection> _open = [];
    private readonly List<TcpConnection> _unsent = [];
    private readonly HalfOpen _halfOpen = new(MaxHalfOpen, MaxHalfOpenOfAddress);
    private TimeSpan _checkedAt;

    /// <summary>Takes a new connection in.</summary>
    /// <returns>False if there are too many already.</returns>
    internal bool TryAdd(TcpConnection connection, TimeSpan now)
    {
        if (!_halfOpen.TryAdd(connection.Address.EndPoint.Address))
        {
            counters.End(TcpEnd.Crowd);
            return false;
        }

        connection.HeardAt = now;
        _open.Add(connection);
        counters.TcpConnections = _open.Count;
        return true;
    }

    /// <summary>A check of this participant has come over the connection: from now on it is its own.</summary>
    internal void Prove(TcpConnection connection, Participant participant, TimeSpan now)
    {
        if (!connection.IsOpen)
            return;
        _halfOpen.Remove(connection.Address.EndPoint.Address);
        (connection.Participant, connection.HeardAt) = (participant, now);
        participant.Connections.Add(connection);
        if (participant.Connections.Count > MaxOfParticipant)
            Close(participant.Connections.First(c => !c.Address.Equals(participant.Peer.Remote)), TcpEnd.Surplus);
    }

    /// <summary>Sends a datagram, at the latest when <see cref="Flush"/> is called.</summary>
    /// <returns>False if the connection is closed or has no room.</returns>
    internal bool Send(TcpConnection connection, ReadOnlySpan<byte> datagram, PacketPriority priority)
    {
        if (!connection.IsOpen || connection.IsFinished)
            return false;
        if (!connection.IsQueued)
        {
            connection.IsQueued = true;
            _unsent.Add(connection);
        }

        return connection.TrySend(datagram, priority);
    }

    /// <summary>Sends what waits where the kernel takes it; connections that are dead or do not read are closed.</summary>
    internal void Flush()
    {
        for (var i = _unsent.Count - 1; i >= 0; i--)
        {
            var connection = _unsent[i];
            connection.Flush();
            if (connection.IsBroken || connection.IsOverfull)
                Close(connection, connection.IsBroken ? TcpEnd.Left : TcpEnd.Backlog);
            if (connection.IsOpen && connection.HasWaiting)
                continue;
            connection.IsQueued = false;
            _unsent.RemoveAt(i);
        }
    }

    /// <summary>The peer is over: its connections end once what it said last is sent.</summary>
    internal static void Finish(Participant participant, TimeSpan now)
    {
        foreach (var connection in participant.Connections)
            connection.Finish(now);
        participant.Connections.Clear();
    }

    /// <summary>Asks the kernel again where it had no room, and looks for connections that are to end. Every 10 ms or so.</summary>
    internal void Tick(TimeSpan now)
    {
        foreach (var connection in _unsent)
            connection.Unblock(now);
        Flush();
        if (now - _checkedAt < CheckInterval)
            return;
        _checkedAt = now;
        foreach (var connection in _open.ToList())
        {
            if (connection.IsQueued && now - connection.StuckSince >= MaxStall)
                Close(connection, TcpEnd.Backlog);
            else if (now - connection.HeardAt >= (connection.Participant is null ? ProofTime : MaxSilence))
                Close(connection, connection.Participant is null ? TcpEnd.Unproven : TcpEnd.Silent);
        }
    }

    internal void Close(TcpConnection connection, TcpEnd why)
    {
        if (!_open.Remove(connection))
            return;
        connection.Dispose();
        counters.TcpConnections = _open.Count;
        counters.End(connection.IsFinished ? TcpEnd.Over : why);
        if (connection.Participant is { } participant)
        {
            participant.Connections.Remove(connection);
            participant.Peer.ForgetAddress(connection.Address);
        }
        else if (!connection.IsFinished)
        {
            _halfOpen.Remove(connection.Address.EndPoint.Address);
        }
    }

    internal void CloseAll()
    {
        foreach (var connection in _open.ToList())
            Close(connection, TcpEnd.Over);
    }
}
