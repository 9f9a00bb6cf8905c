using System.Net.Sockets;
using System.Runtime.InteropServices;
using PsyCare.Media.Net;
using static PsyCare.Media.Net.BatchedSocket;

namespace PsyCare.Benchmarks.Media;

/// <summary>
/// Takes datagrams together with the time at which the kernel had them for us (SO_TIMESTAMPNS of Linux): however late the load generator gets
/// round to reading, that tells how long the server took. Buffers are made once.
/// </summary>
internal sealed unsafe class StampedReceive
{
    private const int Capacity = 16;
    private const int MaxDatagram = 2048;
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int Timestamps = 35; // SO_TIMESTAMPNS
    private const int DoNotWait = 0x40; // MSG_DONTWAIT

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Capacity * MaxDatagram, pinned: true);
    private readonly BatchedSocket.Part[] _parts = GC.AllocateUninitializedArray<BatchedSocket.Part>(Capacity, pinned: true);
    private readonly BatchedSocket.Message[] _messages = GC.AllocateArray<BatchedSocket.Message>(Capacity, pinned: true);
    private readonly StampControl[] _controls = GC.AllocateArray<StampControl>(Capacity, pinned: true);

    internal StampedReceive()
    {
        for (var i = 0; i < Capacity; i++)
        {
            _parts[i] = new BatchedSocket.Part { Start = Pointer(_bytes, i * MaxDatagram), Length = MaxDatagram };
            _messages[i].Parts = (BatchedSocket.Part*)Pointer(_parts, i);
            _messages[i].PartCount = 1;
            _messages[i].Control = Pointer(_controls, i);
        }
    }

    /// <summary>Makes the kernel note when a socket's datagrams come.</summary>
    internal static void Enable(Socket socket) => socket.SetRawSocketOption(SocketLevel, Timestamps, BitConverter.GetBytes(1));

    /// <summary>Takes what is there, up to so many; does not wait.</summary>
    /// <returns>How many <see cref="Get"/> has; <see cref="IsFull"/> tells whether there may be more.</returns>
    internal int Receive(Socket socket)
    {
        foreach (ref var message in _messages.AsSpan())
            message.ControlLength = sizeof(StampControl);
        return Math.Max(0, BatchedSocket.Receive((int)socket.Handle, (BatchedSocket.Message*)Pointer(_messages, 0), Capacity, DoNotWait, 0));
    }

    internal static bool IsFull(int count) => count == Capacity;

    /// <summary>One of the datagrams, valid until the next call.</summary>
    /// <param name="index">Which.</param>
    /// <param name="at">When it came, 100 ns since 1970.</param>
    internal ReadOnlySpan<byte> Get(int index, out long at)
    {
        at = (_controls[index].Seconds * TimeSpan.TicksPerSecond) + (_controls[index].Nanoseconds / TimeSpan.NanosecondsPerTick);
        return _bytes.AsSpan(index * MaxDatagram, (int)_messages[index].Length);
    }

    /// <summary>struct cmsghdr with a struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct StampControl
    {
        public nint Length;
        public int Level;
        public int Type;
        public long Seconds;
        public long Nanoseconds;
    }
}
