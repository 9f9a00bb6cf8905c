using System.Buffers;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// The last packets of one outgoing stream as they were before encryption: encrypting one again under its own number gives the same
/// datagram, and a retransmission stream wraps it. Packets lie one after the other in one pooled buffer, which is wiped when it goes back;
/// the oldest are overwritten. The buffer grows, up to <see cref="MaxLength"/>, while it holds less than <see cref="Wanted"/>: most streams
/// need little, and there are many.
/// </summary>
internal sealed class RetransmissionCache : IDisposable
{
    internal const int MaxPackets = 512;
    internal const int MinLength = 64 * 1024;
    internal const int MaxLength = 512 * 1024;
    internal const int MaxResends = 10;

    /// <summary>How much of the stream to keep: several retransmissions on a slow network.</summary>
    internal static readonly TimeSpan Wanted = TimeSpan.FromSeconds(1);

    private readonly Entry[] _entries = new Entry[MaxPackets];
    private byte[]? _buffer;
    private int _length;
    private long _written;
    private TimeSpan _roundBegan;

    /// <summary>Keeps a copy of a packet.</summary>
    /// <param name="sequenceNumber">Its sequence number; the stream numbers its packets consecutively.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="now">The time.</param>
    internal void Add(ushort sequenceNumber, ReadOnlySpan<byte> packet, TimeSpan now)
    {
        if (_buffer is null)
        {
            (_length, _roundBegan) = (MinLength, now);
            _buffer = ArrayPool<byte>.Shared.Rent(_length);
        }

        if (Position(_written) + packet.Length > _length)
        {
            BeginRound(now);
        }

        packet.CopyTo(_buffer.AsSpan(Position(_written)));
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
        if (_buffer is null || entry.Length == 0 || entry.SequenceNumber != sequenceNumber || _written - entry.Offset > _length
            || entry.Resends == MaxResends || (entry.Resends > 0 && now - entry.ResentAt < minInterval))
        {
            return false;
        }

        entry = entry with { ResentAt = now, Resends = entry.Resends + 1 };
        packet = _buffer.AsSpan(Position(entry.Offset), entry.Length);
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

    private int Position(long offset) => (int)(offset % _length);

    /// <summary>Goes on at the front of the buffer, or in a larger one behind what this one holds.</summary>
    private void BeginRound(TimeSpan now)
    {
        var used = Position(_written);
        if (now - _roundBegan < Wanted && _length < MaxLength)
        {
            Grow(used);
        }
        else
        {
            _written += _length - used;
        }

        _roundBegan = now;
    }

    private void Grow(int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _length);
        _buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer!, clearArray: true);
        var roundStart = _written - used;
        foreach (ref var entry in _entries.AsSpan())
        {
            // What the round before left is gone.
            entry = entry.Offset < roundStart ? default : entry with { Offset = entry.Offset - roundStart };
        }

        (_buffer, _length, _written) = (larger, 2 * _length, used);
    }

    private record struct Entry(ushort SequenceNumber, long Offset, int Length, TimeSpan ResentAt, int Resends);
}
