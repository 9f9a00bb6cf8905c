using System.Buffers;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// The last packets of one outgoing stream as they were before encryption: encrypting one again under its own number gives the same
/// datagram, and a retransmission stream wraps it. Packets lie one after the other in one pooled buffer, which is wiped when it goes back;
/// the oldest are overwritten. Bounded by <see cref="MaxPackets"/> and the buffer's size.
/// </summary>
internal sealed class RetransmissionCache : IDisposable
{
    internal const int MaxPackets = 512;
    internal const int BufferLength = 512 * 1024;
    internal const int MaxResends = 10;

    private readonly Entry[] _entries = new Entry[MaxPackets];
    private byte[]? _buffer;
    private long _written;

    /// <summary>Keeps a copy of a packet.</summary>
    /// <param name="sequenceNumber">Its sequence number; the stream numbers its packets consecutively.</param>
    /// <param name="packet">The packet.</param>
    internal void Add(ushort sequenceNumber, ReadOnlySpan<byte> packet)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferLength);
        var toEnd = BufferLength - (int)(_written % BufferLength);
        if (toEnd < packet.Length)
        {
            _written += toEnd;
        }

        packet.CopyTo(_buffer.AsSpan((int)(_written % BufferLength)));
        _entries[sequenceNumber % MaxPackets] = new Entry(sequenceNumber, _written, packet.Length, TimeSpan.MinValue, 0);
        _written += packet.Length;
    }

    /// <summary>Finds a packet to send again, unless it was sent again just now or too often already.</summary>
    /// <param name="sequenceNumber">The number asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="minInterval">The least time between two resends of one packet.</param>
    /// <param name="packet">Its bytes, valid until the next <see cref="Add"/>.</param>
    internal bool TryTake(ushort sequenceNumber, TimeSpan now, TimeSpan minInterval, out ReadOnlySpan<byte> packet)
    {
        ref var entry = ref _entries[sequenceNumber % MaxPackets];
        packet = default;
        if (_buffer is null || entry.Length == 0 || entry.SequenceNumber != sequenceNumber || _written - entry.Offset > BufferLength
            || entry.Resends == MaxResends || (entry.Resends > 0 && now - entry.ResentAt < minInterval))
        {
            return false;
        }

        entry = entry with { ResentAt = now, Resends = entry.Resends + 1 };
        packet = _buffer.AsSpan((int)(entry.Offset % BufferLength), entry.Length);
        return true;
    }

    /// <summary>Wipes the buffer and gives it back to the pool.</summary>
    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private record struct Entry(ushort SequenceNumber, long Offset, int Length, TimeSpan ResentAt, int Resends);
}
