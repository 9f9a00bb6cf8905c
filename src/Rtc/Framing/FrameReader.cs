using System.Buffers.Binary;

namespace PsyCare.Rtc.Framing;

/// <summary>
/// Takes a TCP stream apart into datagrams: each comes after its length in two bytes, big-endian (RFC 4571 section 2). One buffer, made
/// once; of a frame that has not come whole at most <see cref="RtcPeer.MaxDatagramLength"/> bytes are kept.
/// </summary>
public sealed class FrameReader
{
    /// <summary>Bytes of the length before each datagram.</summary>
    public const int HeaderLength = 2;

    private const int Capacity = 8192;
    private readonly byte[] _buffer = new byte[Capacity];
    private int _start;
    private int _end;

    /// <summary>True once a frame was longer than any datagram of ours: nothing behind it can be read.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Where the next bytes of the stream are to be put. Frames that were read are no longer valid; read all that are whole first.</summary>
    /// <returns>At least 6000 bytes; of a broken stream nothing is kept.</returns>
    public Memory<byte> GetRoom()
    {
        _start = IsBroken ? _end : _start;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        return _buffer.AsMemory(_end);
    }

    /// <summary>So many bytes have been put there.</summary>
    /// <param name="count">How many.</param>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Capacity - _end));
        _end += count;
    }

    /// <summary>The next whole frame.</summary>
    /// <param name="datagram">What is in it, possibly nothing; valid until <see cref="GetRoom"/>.</param>
    /// <returns>False if there is none, or the stream is broken.</returns>
    public bool TryRead(out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        var unread = _buffer.AsSpan(_start, _end - _start);
        if (IsBroken || unread.Length < HeaderLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(unread);
        IsBroken = length > RtcPeer.MaxDatagramLength;
        if (IsBroken || unread.Length < HeaderLength + length)
        {
            return false;
        }

        datagram = unread.Slice(HeaderLength, length);
        _start += HeaderLength + length;
        return true;
    }
}
