using System.Net;
using System.Runtime.InteropServices;
using static PsyCare.Media.Net.BatchedSocket;

namespace PsyCare.Media.Net;

/// <summary>
/// Datagrams to be sent with one call. Those for the same address, equally long but for the last, go through the network stack as one
/// train (UDP generic segmentation offload) where the kernel can do that.
/// </summary>
internal sealed unsafe class SendBatch
{
    private const int Capacity = 32;
    private const int MaxDatagram = 2048;
    private const int InvalidArgument = 22; // EINVAL
    private const int InputOutput = 5; // EIO: the device cannot do checksums, which segmentation needs
    private const int TooLong = 90; // EMSGSIZE

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Capacity * MaxDatagram, pinned: true);
    private readonly byte[] _addresses = GC.AllocateUninitializedArray<byte>(Capacity * BatchedSocket.AddressLength, pinned: true);
    private readonly BatchedSocket.Part[] _parts = GC.AllocateUninitializedArray<BatchedSocket.Part>(Capacity, pinned: true);
    private readonly BatchedSocket.Message[] _messages = GC.AllocateArray<BatchedSocket.Message>(Capacity, pinned: true);
    private readonly BatchedSocket.SegmentControl[] _controls = GC.AllocateUninitializedArray<BatchedSocket.SegmentControl>(Capacity, pinned: true);
    private readonly SocketAddress?[] _to = new SocketAddress?[Capacity];
    private readonly int[] _lengths = new int[Capacity];
    private readonly bool[] _taken = new bool[Capacity];
    private int _count;
    private bool _segments = true;

    internal bool IsFull => _count == Capacity;

    internal bool IsEmpty => _count == 0;

    internal void Add(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        datagram.CopyTo(_bytes.AsSpan(_count * MaxDatagram, MaxDatagram));
        (_lengths[_count], _to[_count]) = (datagram.Length, to);
        _count++;
    }

    /// <summary>Sends everything.</summary>
    /// <returns>Datagrams that the system refused, as for an unreachable address.</returns>
    internal int Flush(int socket)
    {
        var messages = Gather();
        var (failed, sent) = (0, 0);
        while (sent < messages)
        {
            var done = BatchedSocket.Send(socket, (BatchedSocket.Message*)Pointer(_messages, sent), (uint)(messages - sent), 0);
            if (done > 0)
            {
                sent += done;
                continue;
            }

            ref var refused = ref _messages[sent];
            if (refused.PartCount > 1 && Marshal.GetLastPInvokeError() is InvalidArgument or InputOutput or TooLong)
                failed += SendSingly(socket, refused);
            else
                failed += (int)refused.PartCount;
            sent++;
        }

        _to.AsSpan(0, _count).Clear();
        _count = 0;
        return failed;
    }

    /// <summary>Makes messages of the datagrams; the order of those for one address is kept.</summary>
    private int Gather()
    {
        var (messages, parts) = (0, 0);
        _taken.AsSpan(0, _count).Clear();
        for (var first = 0; first < _count; first++)
        {
            if (_taken[first])
                continue;
            var begin = parts;
            Take(first, ref parts);
            if (_segments)
                Couple(first, ref parts);
            WriteMessage(messages++, first, begin, parts - begin);
        }

        return messages;
    }

    /// <summary>Appends the datagrams that can travel with the first one.</summary>
    private void Couple(int first, ref int parts)
    {
        for (var next = first + 1; next < _count; next++)
        {
            if (!ReferenceEquals(_to[next], _to[first]) || _taken[next])
                continue;
            if (_lengths[next] > _lengths[first])
                return;
            Take(next, ref parts);
            if (_lengths[next] < _lengths[first])
                return; // only the last may be shorter
        }
    }

    private void Take(int index, ref int parts)
    {
        _taken[index] = true;
        _parts[parts++] = new BatchedSocket.Part { Start = Pointer(_bytes, index * MaxDatagram), Length = _lengths[index] };
    }

    private void WriteMessage(int message, int first, int begin, int count)
    {
        var address = _addresses.AsSpan(message * BatchedSocket.AddressLength, BatchedSocket.AddressLength);
        var to = _to[first]!;
        to.Buffer.Span[..to.Size].CopyTo(address);
        _controls[message] = BatchedSocket.SegmentControl.Of(_lengths[first]);
        _messages[message] = new BatchedSocket.Message
        {
            Address = Pointer(_addresses, message * BatchedSocket.AddressLength),
            AddressLength = (uint)to.Size,
            Parts = (BatchedSocket.Part*)Pointer(_parts, begin),
            PartCount = count,
            Control = count > 1 ? Pointer(_controls, message) : null,
            ControlLength = count > 1 ? sizeof(BatchedSocket.SegmentControl) : 0,
        };
    }

    /// <summary>The kernel or the device cannot send trains: from now on there are none.</summary>
    private int SendSingly(int socket, in BatchedSocket.Message train)
    {
        _segments = false;
        var failed = 0;
        for (var i = 0; i < train.PartCount; i++)
        {
            var single = train with { Parts = train.Parts + i, PartCount = 1, Control = null, ControlLength = 0 };
            failed += BatchedSocket.Send(socket, &single, 1, 0) == 1 ? 0 : 1;
        }

        return failed;
    }
}
