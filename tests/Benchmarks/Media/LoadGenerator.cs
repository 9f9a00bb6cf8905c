using System.Diagnostics;

namespace PsyCare.Benchmarks.Media;

/// <summary>Runs all clients of the load on one thread, with a socket each.</summary>
internal sealed class LoadGenerator : IDisposable
{
    private static readonly TimeSpan HandleInterval = TimeSpan.FromMilliseconds(20);
    private readonly List<LoadPeer> _peers = [];
    private readonly Epoll _epoll = new();
    private readonly StampedReceive _receive = new();
    private readonly long _begin = Stopwatch.GetTimestamp();
    private TimeSpan _handled;
    private int _next;

    internal LoadMeter Meter { get; } = new();

    internal LoadPeer Add()
    {
        var peer = new LoadPeer(Meter, _receive);
        _epoll.Watch(peer.Socket, _peers.Count);
        _peers.Add(peer);
        return peer;
    }

    internal TimeSpan Now => Stopwatch.GetElapsedTime(_begin);

    /// <summary>Runs until every client is connected.</summary>
    internal void Connect()
    {
        for (var end = Now + TimeSpan.FromSeconds(20); _peers.Exists(p => !p.Peer.IsConnected);)
        {
            if (Now > end)
                throw new TimeoutException($"{_peers.Count(p => !p.Peer.IsConnected)} of {_peers.Count} clients did not connect.");
            Run(TimeSpan.FromMilliseconds(20));
        }
    }

    internal static void StartSending(IReadOnlyList<LoadPeer> senders)
    {
        for (var i = 0; i < senders.Count; i++)
            senders[i].StartSending(Stopwatch.GetTimestamp(), (double)i / senders.Count);
    }

    internal void StopSending() => _peers.ForEach(p => p.StopSending());

    internal void Run(TimeSpan time)
    {
        for (var end = Now + time; Now < end;)
        {
            var ready = _epoll.Wait(1);
            for (var i = 0; i < ready; i++)
                _peers[_epoll.Token(i)].Drain(Now);
            foreach (var peer in _peers)
                peer.SendDue(Stopwatch.GetTimestamp());
            HandleTimeouts();
        }
    }

    public void Dispose()
    {
        _peers.ForEach(p => p.Dispose());
        _epoll.Dispose();
    }

    /// <summary>Each client every 20 ms, one after the other: what they all say at once no server gets from strangers.</summary>
    private void HandleTimeouts()
    {
        var due = Math.Min(_peers.Count, (int)((Now - _handled) / HandleInterval * _peers.Count));
        if (due == 0)
            return;
        _handled = Now;
        for (; due > 0; due--)
            _peers[_next++ % _peers.Count].Peer.HandleTimeout(Now);
    }
}
