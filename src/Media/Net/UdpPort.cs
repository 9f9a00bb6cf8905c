using System.Net;
using System.Net.Sockets;

namespace PsyCare.Media.Net;

/// <summary>
/// The one UDP socket. A thread of its own blocks in receive: on this path that costs less than asynchronous calls, and nothing is
/// allocated per datagram.
/// </summary>
internal sealed class UdpPort : IDisposable
{
    private const int MaxUdpPayload = 65_535;
    private const int KernelBuffer = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly ReceiveHandler _handler;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Binds to all addresses, IPv6 included where the machine has it.</summary>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="handler">Gets every datagram, on the receiving thread.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    internal UdpPort(int port, ReceiveHandler handler)
    {
        _handler = handler;
        _socket = Bind(port);
        _socket.ReceiveBufferSize = KernelBuffer;
        _socket.SendBufferSize = KernelBuffer;
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _thread = new Thread(Receive) { IsBackground = true, Name = "media-udp" };
    }

    /// <summary>Takes one datagram; both arguments are valid during the call only.</summary>
    internal delegate void ReceiveHandler(ReadOnlySpan<byte> datagram, SocketAddress from);

    internal int Port { get; }

    internal bool IsDualMode => _socket.AddressFamily == AddressFamily.InterNetworkV6;

    internal void Start() => _thread.Start();

    /// <summary>Sends a datagram. False when the system refuses, as for an unreachable address.</summary>
    internal bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            return _socket.SendTo(datagram, SocketFlags.None, to) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Ends the thread and closes the socket. Must not be called while holding a lock that the handler takes.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        WakeUp();
        if (_thread.IsAlive)
            _thread.Join();
        _socket.Dispose();
    }

    private static Socket Bind(int port)
    {
        if (Socket.OSSupportsIPv6)
        {
            var dual = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
            try
            {
                dual.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
                return dual;
            }
            catch (SocketException exception)
            {
                dual.Dispose();
                if (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
                    throw; // anything else: a machine without IPv6 addresses, as many containers are
            }
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        return socket;
    }

    private void Receive()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(MaxUdpPayload, pinned: true);
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_stopping)
        {
            try
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                if (!_stopping)
                    _handler(buffer.AsSpan(0, length), from);
            }
            catch (SocketException)
            {
                // An ICMP error about something sent earlier; the next receive goes on.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    // A datagram to ourselves ends the blocking receive.
    private void WakeUp()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo([0], new IPEndPoint(IPAddress.Loopback, Port));
    }
}
