using System.Buffers;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// The last packets of one outgoing stream as they were before encryption: encrypting one again under its own number gives the same
/// datagram, and a retransmission stream wraps it. Packets lie in small slabs of the shared pool, as many as a second of the stream needs and
/// no more than <see cref="MaxSlabs"/>: most streams need little, and there are many. Slabs are wiped when they go back.
/// </summary>
/// <param name="maxPackets">Packets kept at most.</param>
/// <param name="slabLength">Bytes of a slab; a packet fits into one.</param>
internal sealed class RetransmissionCache(int maxPackets, int slabLength) : IDisposable
{
    internal const int MaxSlabs = 64;
    internal const int MaxResends = 10;

    /// <summary>How much of the stream to keep: several retransmissions on a slow network.</summary>
    internal static readonly TimeSpan Wanted = TimeSpan.FromSeconds(1);

    private readonly Entry[] _entries = new Entry[maxPackets];
    private readonly Slab?[] _slabs = new Slab?[MaxSlabs];

    // Slabs are numbered in the order of filling; these are the numbers of those in use.
    private uint _oldest = 1;
    private uint _last;

    /// <summary>A cache for a stream of a kind: sound has few and small packets.</summary>
    internal static RetransmissionCache For(MediaKind kind) => kind == MediaKind.Audio ? new(128, 2 * 1024) : new(512, 8 * 1024);

    /// <summary>Keeps a copy of a packet.</summary>
    /// <param name="sequenceNumber">Its sequence number; the stream numbers its packets consecutively.</param>
    /// <param name="packet">The packet, at most <see cref="RtcPeer.MaxDatagramLength"/> bytes.</param>
    /// <param name="now">The time.</param>
    internal void Add(ushort sequenceNumber, ReadOnlySpan<byte> packet, TimeSpan now)
    {
        if (_last < _oldest || At(_last)!.Used + packet.Length > slabLength)
        {
            BeginSlab(now);
        }

        var slab = At(_last)!;
        packet.CopyTo(slab.Bytes.AsSpan(slab.Used));
        _entries[sequenceNumber % maxPackets] = new Entry(_last, sequenceNumber, (ushort)slab.Used, (ushort)packet.Length);
        slab.Used += packet.Length;
        slab.EndedAt = now;
    }

    /// <summary>Finds a packet to send again, unless it was sent again just now or too often already.</summary>
    /// <param name="sequenceNumber">The number asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="minInterval">The least time between two resends of one packet.</param>
    /// <param name="packet">Its bytes, valid until the next <see cref="Add"/>.</param>
    internal bool TryTake(ushort sequenceNumber, TimeSpan now, TimeSpan minInterval, out ReadOnlySpan<byte> packet)
    {
        ref var entry = ref _entries[sequenceNumber % maxPackets];
        var nowMs = (int)now.TotalMilliseconds;
        if (!TryPeek(sequenceNumber, out packet) || entry.Resends == MaxResends
            || (entry.Resends > 0 && nowMs - entry.ResentAtMs < minInterval.TotalMilliseconds))
        {
            packet = default;
            return false;
        }

        entry = entry with { ResentAtMs = nowMs, Resends = (byte)(entry.Resends + 1) };
        return true;
    }

    /// <summary>Finds a packet that is still there, without counting that as sending it again.</summary>
    internal bool TryPeek(ushort sequenceNumber, out ReadOnlySpan<byte> packet)
    {
        ref var entry = ref _entries[sequenceNumber % maxPackets];
        var found = entry.SequenceNumber == sequenceNumber && entry.Slab >= _oldest;
        packet = found ? At(entry.Slab)!.Bytes.AsSpan(entry.Offset, entry.Length) : default;
        return found;
    }

    /// <summary>Wipes the slabs and gives them back to the pool.</summary>
    public void Dispose()
    {
        for (; _oldest <= _last; _oldest++)
        {
            ArrayPool<byte>.Shared.Return(At(_oldest)!.Bytes, clearArray: true);
            At(_oldest) = null;
        }
    }

    /// <summary>Bytes of the slabs in use.</summary>
    internal int HeldBytes => (int)(_last + 1 - _oldest) * slabLength;

    private ref Slab? At(uint number) => ref _slabs[number % MaxSlabs];

    /// <summary>The oldest slab once more, if all of it is older than is wanted or there can be no other; else a new one.</summary>
    private void BeginSlab(TimeSpan now)
    {
        var count = _last + 1 - _oldest;
        var slab = count > 0 && (count == MaxSlabs || now - At(_oldest)!.EndedAt > Wanted) ? At(_oldest++) : null;
        slab ??= new Slab(ArrayPool<byte>.Shared.Rent(slabLength));
        slab.Used = 0;
        At(++_last) = slab;
    }

    private sealed class Slab(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Used { get; set; }

        public TimeSpan EndedAt { get; set; }
    }

    private record struct Entry(uint Slab, ushort SequenceNumber, ushort Offset, ushort Length)
    {
        public int ResentAtMs { get; init; }

        public byte Resends { get; init; }
    }
}
