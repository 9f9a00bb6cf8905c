using System.Buffers;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Payloads of one stream in sequence order, within a bounded window. Knows what comes next and, for a gap, since when it has been one.
/// Buffers are pooled.
/// </summary>
internal sealed class ReorderBuffer(int capacity) : IDisposable
{
    private Slot[] _slots = [];
    private SequenceUnwrapper _sequence;
    private TimestampUnwrapper _timestamp;

    /// <summary>The source, null before the first packet.</summary>
    internal uint? Ssrc { get; private set; }

    /// <summary>The sequence number to take next.</summary>
    internal long Next { get; private set; }

    /// <summary>The highest sequence number stored so far.</summary>
    internal long Highest { get; private set; } = -1;

    /// <summary>Stores a packet.</summary>
    /// <returns>True if the source has changed or jumped, so that everything before is void.</returns>
    internal bool Insert(in RtpPacket packet, TimeSpan now)
    {
        var jump = (short)(packet.SequenceNumber - (ushort)Highest);
        var restarted = packet.Ssrc != Ssrc || Math.Abs((int)jump) >= 4 * capacity;
        if (restarted)
        {
            Restart(packet);
        }

        var sequence = _sequence.Unwrap(packet.SequenceNumber);
        var timestamp = _timestamp.Unwrap(packet.Timestamp);
        if (sequence < Next || TryGet(sequence, out _))
        {
            return restarted;
        }

        // A packet beyond the window pushes the oldest out.
        SkipTo(Math.Max(Next, sequence - capacity + 1));
        var buffer = ArrayPool<byte>.Shared.Rent(packet.Payload.Length);
        packet.Payload.CopyTo(buffer);
        this[sequence] = new Slot(sequence, timestamp, packet.Marker, buffer, packet.Payload.Length, now);
        Highest = Math.Max(Highest, sequence);
        return restarted;
    }

    /// <summary>The packet with this number, which is not before <see cref="Next"/>, if it is there.</summary>
    internal bool TryGet(long sequence, out Slot slot)
    {
        slot = _slots.Length > 0 ? this[sequence] : default;
        return slot.Buffer is not null && slot.Sequence == sequence;
    }

    /// <summary>When the first packet after a gap came, or null if nothing after it has.</summary>
    internal TimeSpan? GapSince(long missing)
    {
        for (var sequence = missing + 1; sequence <= Highest; sequence++)
        {
            if (TryGet(sequence, out var slot))
            {
                return slot.ArrivedAt;
            }
        }

        return null;
    }

    /// <summary>Lets go of everything before a number and goes on from there.</summary>
    internal void SkipTo(long sequence)
    {
        for (; Next < sequence; Next++)
        {
            if (Next > Highest)
            {
                Next = sequence;
                return;
            }

            Release(ref this[Next]);
        }
    }

    /// <summary>Gives all buffers back to the pool.</summary>
    public void Dispose()
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            Release(ref slot);
        }
    }

    private ref Slot this[long sequence] => ref _slots[(int)(sequence % capacity)];

    private static void Release(ref Slot slot)
    {
        if (slot.Buffer is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        slot = default;
    }

    private void Restart(in RtpPacket packet)
    {
        Dispose();
        _slots = _slots.Length > 0 ? _slots : new Slot[capacity];
        (_sequence, _timestamp) = (default, default);
        (Ssrc, Next, Highest) = (packet.Ssrc, packet.SequenceNumber, packet.SequenceNumber - 1);
    }

    /// <summary>A stored packet.</summary>
    internal readonly record struct Slot(
        long Sequence, long Timestamp, bool Marker, byte[]? Buffer, int Length, TimeSpan ArrivedAt)
    {
        internal ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
    }
}
