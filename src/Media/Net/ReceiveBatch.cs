using System.Net;
using System.Net.Sockets;
using static PsyCare.Media.Net.BatchedSocket;

namespace PsyCare.Media.Net;

/// <summary>The datagrams of one receive call. Buffers are made once.</summary>
internal sealed unsafe class ReceiveBatch : IDatagramBatch
{
    private const int Capacity = 32;

    /// <summary>One byte more than the longest datagram that we take, so that longer ones are seen to be too long.</summary>
    private const int MaxDatagram = 2001;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Capacity * MaxDatagram, pinned: true);
    private readonly byte[] _addresses = GC.AllocateUninitializedArray<byte>(Capacity * BatchedSocket.AddressLength, pinned: true);
    private readonly BatchedSocket.Part[] _parts = GC.AllocateUninitializedArray<BatchedSocket.Part>(Capacity, pinned: true);
    private readonly BatchedSocket.Message[] _messages = GC.AllocateArray<BatchedSocket.Message>(Capacity, pinned: true);
    private readonly SocketAddress _from;

    internal ReceiveBatch(AddressFamily family)
    {
        _from = new SocketAddress(family);
        for (var i = 0; i < Capacity; i++)
        {
            _parts[i] = new BatchedSocket.Part { Start = Pointer(_bytes, i * MaxDatagram), Length = MaxDatagram };
            _messages[i].Parts = (BatchedSocket.Part*)Pointer(_parts, i);
            _messages[i].PartCount = 1;
            _messages[i].Address = Pointer(_addresses, i * BatchedSocket.AddressLength);
        }
    }

    /// <summary>Datagrams of the last call.</summary>
    public int Count { get; private set; }

    /// <summary>Waits for a datagram and takes it with those behind it.</summary>
    internal void Receive(int socket)
    {
        foreach (ref var message in _messages.AsSpan())
            message.AddressLength = BatchedSocket.AddressLength;
        // An error is an ICMP message about something sent earlier, or a signal: the next call goes on.
        Count = Math.Max(0, BatchedSocket.Receive(
            socket, (BatchedSocket.Message*)Pointer(_messages, 0), Capacity, BatchedSocket.WaitForOne, 0));
    }

    /// <summary>One of the datagrams; all of it is valid until the next call of anything here.</summary>
    public ReadOnlySpan<byte> Get(int index, out SocketAddress from)
    {
        ref var message = ref _messages[index];
        _from.Size = (int)message.AddressLength;
        _addresses.AsSpan(index * BatchedSocket.AddressLength, _from.Size).CopyTo(_from.Buffer.Span);
        from = _from;
        return _bytes.AsSpan(index * MaxDatagram, (int)message.Length);
    }
}
