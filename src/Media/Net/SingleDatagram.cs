using System.Net;
using System.Net.Sockets;

namespace PsyCare.Media.Net;

/// <summary>Receives one datagram at a time, where the system has no call for many.</summary>
internal sealed class SingleDatagram(Socket socket) : IDatagramBatch
{
    private const int MaxUdpPayload = 65_535;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(MaxUdpPayload, pinned: true);
    private readonly SocketAddress _from = new(socket.AddressFamily);
    private int _length;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Get(int index, out SocketAddress from)
    {
        from = _from;
        return _buffer.AsSpan(0, _length);
    }

    internal void Receive()
    {
        Count = 0;
        try
        {
            _length = socket.ReceiveFrom(_buffer, SocketFlags.None, _from);
            Count = 1;
        }
        catch (SocketException)
        {
            // An ICMP error about something sent earlier; the next receive goes on.
        }
    }
}
