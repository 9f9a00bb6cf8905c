using System.Buffers.Binary;

namespace PsyCare.Rtc.Framing;

/// <summary>
/// Datagrams in frames (RFC 4571) that wait for a TCP stream to take them. What waits is bounded: pictures are refused first, then sound, and
/// when there is no room for the rest the other side has not read for so long that the connection is to be closed. A buffer that grows with
/// need and is kept: in steady state a datagram costs no allocation.
/// </summary>
public sealed class FrameWriter
{
    /// <summary>Bytes that may wait before pictures are refused: 0.4 s of 600 kbit/s, for sound waits behind them.</summary>
    public const int PictureLimit = 32 * 1024;

    /// <summary>Bytes that may wait before sound is refused: some three seconds of it more.</summary>
    public const int SoundLimit = 48 * 1024;

    /// <summary>Bytes that may wait at all: half a minute of reports and checks more.</summary>
    public const int Limit = 64 * 1024;

    private const int FirstCapacity = 4096;
    private byte[] _buffer = new byte[FirstCapacity];
    private int _start;
    private int _end;

    /// <summary>The bytes that wait, in the order of the stream.</summary>
    public ReadOnlySpan<byte> Waiting => _buffer.AsSpan(_start, _end - _start);

    /// <summary>True once something was refused that is neither picture nor sound.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Adds a datagram, if there is room for one of its priority.</summary>
    /// <param name="datagram">At most 65,535 bytes; they are copied.</param>
    /// <param name="priority">What it is.</param>
    public bool TryAdd(ReadOnlySpan<byte> datagram, PacketPriority priority)
    {
        var length = FrameReader.HeaderLength + datagram.Length;
        if (_end - _start + length > LimitOf(priority))
        {
            IsOverfull |= priority == PacketPriority.Control;
            return false;
        }

        MakeRoom(length);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(_end), (ushort)datagram.Length);
        datagram.CopyTo(_buffer.AsSpan(_end + FrameReader.HeaderLength));
        _end += length;
        return true;
    }

    /// <summary>The stream has taken so many of the bytes that wait.</summary>
    /// <param name="count">How many.</param>
    public void Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_end - _start));
        _start += count;
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
    }

    private static int LimitOf(PacketPriority priority) => priority switch
    {
        PacketPriority.Picture => PictureLimit,
        PacketPriority.Sound => SoundLimit,
        _ => Limit,
    };

    private void MakeRoom(int length)
    {
        if (_end + length <= _buffer.Length)
        {
            return;
        }

        var waiting = _end - _start;
        var capacity = _buffer.Length;
        while (capacity < waiting + length)
        {
            capacity *= 2;
        }

        var buffer = capacity > _buffer.Length ? new byte[capacity] : _buffer;
        Waiting.CopyTo(buffer);
        (_buffer, _start, _end) = (buffer, 0, waiting);
    }
}
