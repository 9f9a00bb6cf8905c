using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PsyCare.Benchmarks.Media;

/// <summary>Tells which of many sockets have something to read (epoll of Linux): the load generator has hundreds of them on one thread.</summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1; // EPOLL_CTL_ADD
    private const uint Readable = 1; // EPOLLIN
    private readonly int _handle = EpollCreate(0);
    private readonly Event[] _events = new Event[256];

    internal void Watch(Socket socket, int token)
    {
        var entry = new Event { Events = Readable, Token = (ulong)token };
        if (EpollControl(_handle, Add, (int)socket.Handle, ref entry) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits at most a while.</summary>
    /// <returns>How many tokens <see cref="Token"/> has.</returns>
    internal int Wait(int milliseconds) => Math.Max(0, EpollWait(_handle, _events, _events.Length, milliseconds));

    internal int Token(int index) => (int)_events[index].Token;

    public void Dispose() => _ = Close(_handle);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int file, ref Event entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int EpollWait(int epoll, [Out] Event[] events, int count, int timeout);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    // Packed on x64 only, where Linux declares it so.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Event
    {
        public uint Events;
        public ulong Token;
    }
}
