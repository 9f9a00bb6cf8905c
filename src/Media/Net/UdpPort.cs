using System.Net;
using System.Net.Sockets;

namespace PsyCare.Media.Net;

/// <summary>
/// The one UDP socket. A thread of its own blocks in receive: on this path that costs less than asynchronous calls, and nothing is
/// allocated per datagram. Where the system can, many datagrams are received and sent with one call.
/// </summary>
internal sealed class UdpPort : IDisposable
{
    private const int KernelBuffer = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly BatchHandler _handler;
    private readonly SendBatch? _sends = BatchedSocket.IsSupported ? new SendBatch() : null;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Binds to all addresses, IPv6 included where the machine has it.</summary>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="handler">Gets the datagrams, on the receiving thread.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    internal UdpPort(int port, BatchHandler handler)
    {
        _handler = handler;
        _socket = AnyAddress.Bind(SocketType.Dgram, port);
        _socket.ReceiveBufferSize = KernelBuffer;
        _socket.SendBufferSize = KernelBuffer;
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _thread = new Thread(Receive) { IsBackground = true, Name = "media-udp" };
    }

    /// <summary>Takes datagrams, valid during the call.</summary>
    internal delegate void BatchHandler(IDatagramBatch datagrams);

    internal int Port { get; }

    internal bool IsDualMode => _socket.AddressFamily == AddressFamily.InterNetworkV6;

    internal void Start() => _thread.Start();

    /// <summary>Sends a datagram, at the latest when <see cref="Flush"/> is called. Not thread-safe.</summary>
    /// <returns>Datagrams that the system refused, as for an unreachable address: this one or earlier ones.</returns>
    internal int Send(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        if (_sends is null)
            return TrySendNow(datagram, to) ? 0 : 1;
        var failed = _sends.IsFull ? Flush() : 0;
        _sends.Add(datagram, to);
        return failed;
    }

    /// <summary>Sends what waits.</summary>
    /// <returns>As <see cref="Send"/>.</returns>
    internal int Flush() => _sends is { IsEmpty: false } ? _sends.Flush((int)_socket.Handle) : 0;

    private bool TrySendNow(ReadOnlySpan<byte> datagram, SocketAddress to)
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

    private void Receive()
    {
        if (BatchedSocket.IsSupported)
            ReceiveMany();
        else
            ReceiveSingly();
    }

    private void ReceiveMany()
    {
        var batch = new ReceiveBatch(_socket.AddressFamily);
        while (!_stopping)
        {
            batch.Receive((int)_socket.Handle);
            if (batch.Count > 0 && !_stopping)
                _handler(batch);
        }
    }

    private void ReceiveSingly()
    {
        var single = new SingleDatagram(_socket);
        while (!_stopping)
        {
            single.Receive();
            if (single.Count > 0 && !_stopping)
                _handler(single);
        }
    }

    // A datagram to ourselves ends the blocking receive.
    private void WakeUp()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo([0], new IPEndPoint(IPAddress.Loopback, Port));
    }
}
