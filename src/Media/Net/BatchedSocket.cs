using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PsyCare.Media.Net;

/// <summary>The system calls of Linux that take many datagrams at once, and the structures they want (64-bit only).</summary>
internal static unsafe partial class BatchedSocket
{
    internal const int AddressLength = 28; // sockaddr_in6, the longest of the two
    internal const int WaitForOne = 0x10000; // MSG_WAITFORONE
    internal const int SegmentLevel = 17; // SOL_UDP
    internal const int SegmentType = 103; // UDP_SEGMENT

    internal static bool IsSupported => OperatingSystem.IsLinux() && sizeof(nint) == 8;

    /// <summary>Receives up to that many datagrams; waits for the first only.</summary>
    /// <returns>How many; -1 for an error.</returns>
    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    internal static partial int Receive(int socket, Message* messages, uint count, int flags, nint timeout);

    /// <summary>Sends datagrams, or trains of them.</summary>
    /// <returns>How many messages went out; -1 if the first one failed.</returns>
    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    internal static partial int Send(int socket, Message* messages, uint count, int flags);

    /// <summary>Where an element lies, of an array that is pinned for good.</summary>
    internal static byte* Pointer<T>(T[] pinned, int index)
        where T : unmanaged => (byte*)Unsafe.AsPointer(ref pinned[index]);

    /// <summary>struct iovec.</summary>
    internal struct Part
    {
        public byte* Start;
        public nint Length;
    }

    /// <summary>struct mmsghdr: a struct msghdr, and the bytes received.</summary>
    internal struct Message
    {
        public byte* Address;
        public uint AddressLength;
        public Part* Parts;
        public nint PartCount;
        public byte* Control;
        public nint ControlLength;
        public nint Flags; // an int and padding
        public uint Length;
    }

    /// <summary>struct cmsghdr with the segment size: the bytes of the message are a train of datagrams of that size.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 24)]
    internal struct SegmentControl
    {
        public nint Length;
        public int Level;
        public int Type;
        public ushort SegmentSize;

        internal static SegmentControl Of(int segmentSize) => new()
        {
            Length = 18, // the header and two bytes
            Level = SegmentLevel,
            Type = SegmentType,
            SegmentSize = (ushort)segmentSize,
        };
    }
}
