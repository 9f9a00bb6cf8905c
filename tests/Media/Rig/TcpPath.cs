using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using PsyCare.Rtc.Framing;

namespace PsyCare.Media.Tests.Rig;

/// <summary>A client's TCP connection to the server, datagrams in frames.</summary>
internal sealed class TcpPath : IDisposable
{
    private readonly Socket _socket;
    private readonly FrameReader _reader = new();

    /// <summary>Opens it.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="address">Its address; 127.0.0.1 if not given.</param>
    /// <param name="receiveBuffer">What the kernel may keep for a client that does not read, bytes.</param>
    internal TcpPath(int port, IPAddress? address = null, int? receiveBuffer = null)
    {
        address ??= IPAddress.Loopback;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
            _socket.ReceiveBufferSize = size;
        _socket.Connect(address, port);
    }

    internal delegate void Handler(ReadOnlySpan<byte> datagram);

    /// <summary>True once the server has closed the connection and all that it sent has been received.</summary>
    internal bool IsClosed
    {
        get
        {
            try
            {
                return _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0 && _socket.Receive(new byte[1], SocketFlags.Peek) == 0;
            }
            catch (SocketException)
            {
                return true; // reset
            }
        }
    }

    internal void Send(ReadOnlySpan<byte> datagram)
    {
        Span<byte> frame = stackalloc byte[FrameReader.HeaderLength + datagram.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)datagram.Length);
        datagram.CopyTo(frame[FrameReader.HeaderLength..]);
        SendRaw(frame);
    }

    internal void SendRaw(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    /// <summary>Takes what has come.</summary>
    /// <returns>Whether anything has.</returns>
    internal bool Receive(Handler handle)
    {
        var any = false;
        while (_socket.Available > 0)
        {
            _reader.Advance(_socket.Receive(_reader.GetRoom().Span));
            while (_reader.TryRead(out var datagram))
            {
                any = true;
                handle(datagram);
            }
        }

        return any;
    }

    public void Dispose() => _socket.Dispose();
}
