using System.Net;
using System.Net.Sockets;
using PsyCare.Media.Rooms;
using PsyCare.Rtc;
using PsyCare.Rtc.Framing;

namespace PsyCare.Media.Net;

/// <summary>
/// One TCP connection that a client has opened, datagrams in frames both ways. It belongs to nobody until a check of a peer has come over it.
/// All but <see cref="ReceiveAsync"/> is called under the server's lock; sending never waits.
/// </summary>
internal sealed class TcpConnection : IDisposable
{
    /// <summary>What the kernel may keep of what was sent and not acknowledged: two seconds of 600 kbit/s.</summary>
    private const int KernelBuffer = 128 * 1024;

    /// <summary>Of that, what it may keep unsent: more would wait where nothing can be dropped any more.</summary>
    private const int KernelUnsent = 16 * 1024;
    private const int UnsentOption = 25; // TCP_NOTSENT_LOWAT of Linux

    private readonly Socket _socket;
    private readonly FrameWriter _waiting = new();
    private bool _isBlocked;
    private bool _hasTaken = true;

    /// <summary>Takes a socket over.</summary>
    /// <exception cref="SocketException">The client has gone already.</exception>
    internal TcpConnection(Socket socket)
    {
        _socket = socket;
        Address = new TcpAddress(this, (IPEndPoint)socket.RemoteEndPoint!);
        socket.NoDelay = true;
        socket.Blocking = false;
        socket.SendBufferSize = KernelBuffer;
        LimitUnsent(socket);
    }

    internal TcpAddress Address { get; }

    /// <summary>What has come over it.</summary>
    internal FrameReader Frames { get; } = new();

    /// <summary>Whose it is: the peer whose check it has brought; null before.</summary>
    internal Participant? Participant { get; set; }

    /// <summary>When the connection came, or when its participant's last bytes did.</summary>
    internal TimeSpan HeardAt { get; set; }

    /// <summary>Bytes that it has brought before it was anybody's.</summary>
    internal int UnprovenBytes { get; set; }

    /// <summary>True once the peer is over: the client has been told, and nothing more is read.</summary>
    internal bool IsFinished { get; private set; }

    /// <summary>False once it is closed.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>Whether it is among those that have something to send.</summary>
    internal bool IsQueued { get; set; }

    /// <summary>While something waits: since when the client has taken nothing of it.</summary>
    internal TimeSpan StuckSince { get; private set; }

    /// <summary>True where sending has failed: the connection is dead.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>True where the client has not read for so long that there is no room for anything.</summary>
    internal bool IsOverfull => _waiting.IsOverfull;

    internal bool HasWaiting => !_waiting.Waiting.IsEmpty;

    /// <summary>Waits for bytes and puts them into the room that <see cref="Frames"/> has.</summary>
    /// <returns>How many; 0 when the client has ended the connection.</returns>
    internal ValueTask<int> ReceiveAsync(CancellationToken cancellationToken) =>
        _socket.ReceiveAsync(Frames.GetRoom(), SocketFlags.None, cancellationToken);

    /// <summary>Sends a datagram, at the latest when <see cref="Flush"/> is called.</summary>
    /// <returns>False if there is no room for one of its priority.</returns>
    internal bool TrySend(ReadOnlySpan<byte> datagram, PacketPriority priority)
    {
        if (_waiting.TryAdd(datagram, priority))
            return true;
        Flush(); // what is in the way may only wait for the end of a batch
        return _waiting.TryAdd(datagram, priority);
    }

    /// <summary>Sends what waits, as far as the kernel takes it now.</summary>
    internal void Flush()
    {
        while (IsOpen && !_isBlocked && !IsBroken && HasWaiting)
        {
            var sent = _socket.Send(_waiting.Waiting, SocketFlags.None, out var error);
            if (error == SocketError.Success)
                _waiting.Take(sent);
            _hasTaken |= sent > 0;
            _isBlocked = error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable;
            IsBroken = error != SocketError.Success && !_isBlocked;
        }
    }

    /// <summary>The kernel is to be asked again.</summary>
    internal void Unblock(TimeSpan now)
    {
        StuckSince = _hasTaken ? now : StuckSince;
        (_isBlocked, _hasTaken) = (false, false);
    }

    /// <summary>Sends what waits, as far as possible, and then says that no more comes. The client ends the connection, or time does.</summary>
    internal void Finish(TimeSpan now)
    {
        Unblock(now);
        Flush();
        (IsFinished, Participant, HeardAt) = (true, null, now);
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            IsBroken = true; // the client was faster
        }
    }

    private static void LimitUnsent(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, UnsentOption, BitConverter.GetBytes(KernelUnsent));
        }
        catch (SocketException)
        {
            // Not every kernel has it: then the buffer alone limits what waits.
        }
    }

    /// <summary>Closes it; a receive that waits ends with an error.</summary>
    public void Dispose()
    {
        IsOpen = false;
        _socket.Dispose();
    }
}
