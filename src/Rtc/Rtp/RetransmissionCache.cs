using System.Buffers;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// The last packets of one outgoing stream as they were before encryption: encrypting one again under its own number gives the same
/// datagram, and a retransmission stream wraps it. Packets lie in small slabs of the shared pool, as many as the stream needs for the time
/// that its receiver's network asks for, and no more than <see cref="MaxSlabs"/>: most streams need little, and there are many. Slabs are
/// wiped when they go back.
/// </summary>
internal sealed class RetransmissionCache : IDisposable
{
    internal const int MaxSlabs = 64;
    internal const int MaxResends = 10;

    /// <summary>So much of a stream is kept at most, and as long as nothing is known of its receiver's network.</summary>
    internal static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    /// <summary>And at least: within it even a receiver that looks up from a short stall finds what it misses.</summary>
    internal static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a packet can be asked for before it is forgotten, and how long a receiver takes over that apart from the way.</summary>
    private const int Tries = 4;
    private static readonly TimeSpan AskingTime = TimeSpan.FromMilliseconds(25);

    private const int FirstPackets = 128;

    private readonly int _maxPackets;
    private readonly int _slabLength;
    private readonly Slab?[] _slabs = new Slab?[MaxSlabs];
    private Entry[] _entries;
    private TimeSpan? _needed;

    // Slabs are numbered in the order of filling; these are the numbers of those in use.
    private uint _oldest = 1;
    private uint _last;

    /// <summary>An empty cache.</summary>
    /// <param name="maxPackets">Packets kept at most, a power of two.</param>
    /// <param name="slabLength">Bytes of a slab; a packet fits into one.</param>
    private RetransmissionCache(int maxPackets, int slabLength)
    {
        (_maxPackets, _slabLength) = (maxPackets, slabLength);
        _entries = new Entry[Math.Min(FirstPackets, maxPackets)];
    }

    /// <summary>A cache for a stream of a kind: sound has few and small packets.</summary>
    internal static RetransmissionCache For(MediaKind kind) => kind == MediaKind.Audio ? new(128, 2 * 1024) : new(512, 8 * 1024);

    /// <summary>Keeps what a packet can be asked for in, a few times over this round trip or the longest one so far: a network that was slow may be so again.</summary>
    /// <param name="roundTrip">To the receiver and back, as measured.</param>
    internal void Follow(TimeSpan roundTrip) => Need(Tries * (roundTrip + AskingTime));

    /// <summary>Keeps a copy of a packet.</summary>
    /// <param name="sequenceNumber">Its sequence number; the stream numbers its packets consecutively.</param>
    /// <param name="packet">The packet, at most <see cref="RtcPeer.MaxDatagramLength"/> bytes.</param>
    /// <param name="now">The time.</param>
    internal void Add(ushort sequenceNumber, ReadOnlySpan<byte> packet, TimeSpan now)
    {
        if (_last < _oldest || At(_last)!.Used + packet.Length > _slabLength)
        {
            BeginSlab(now);
        }

        if (EntryOf(sequenceNumber).Slab >= _oldest && _entries.Length < _maxPackets)
        {
            Widen();
        }

        var slab = At(_last)!;
        packet.CopyTo(slab.Bytes.AsSpan(slab.Used));
        EntryOf(sequenceNumber) = new Entry(_last, sequenceNumber, (ushort)slab.Used, (ushort)packet.Length);
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
        if (!TryPeek(sequenceNumber, out packet))
        {
            Need(Most); // forgotten too soon for this receiver, or it makes numbers up
            return false;
        }

        ref var entry = ref EntryOf(sequenceNumber);
        var nowMs = (int)now.TotalMilliseconds;
        if (entry.Resends == MaxResends || (entry.Resends > 0 && nowMs - entry.ResentAtMs < minInterval.TotalMilliseconds))
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
        ref var entry = ref EntryOf(sequenceNumber);
        var found = entry.SequenceNumber == sequenceNumber && entry.Slab >= _oldest;
        packet = found ? At(entry.Slab)!.Bytes.AsSpan(entry.Offset, entry.Length) : default;
        return found;
    }

    /// <summary>Wipes the slabs and gives them back to the pool.</summary>
    public void Dispose()
    {
        while (_oldest <= _last)
        {
            GiveBackOldest();
        }
    }

    /// <summary>Bytes of the slabs in use.</summary>
    internal int HeldBytes => (int)Count * _slabLength;

    private uint Count => _last + 1 - _oldest;

    private ref Slab? At(uint number) => ref _slabs[number % MaxSlabs];

    private ref Entry EntryOf(ushort sequenceNumber) => ref _entries[sequenceNumber % _entries.Length];

    private void Need(TimeSpan time) =>
        _needed = TimeSpan.FromTicks(Math.Clamp(time.Ticks, (_needed ?? Least).Ticks, Most.Ticks));

    /// <summary>The oldest slab once more, if all of it is older than is wanted or there can be no other; else a new one.</summary>
    private void BeginSlab(TimeSpan now)
    {
        if (Count > 1 && IsStale(_oldest, now) && IsStale(_oldest + 1, now))
        {
            GiveBackOldest(); // more came at once than usual, and that is over
        }

        var slab = Count > 0 && (Count == MaxSlabs || IsStale(_oldest, now)) ? At(_oldest++) : null;
        slab ??= new Slab(ArrayPool<byte>.Shared.Rent(_slabLength));
        slab.Used = 0;
        At(++_last) = slab;
    }

    private bool IsStale(uint slab, TimeSpan now) => now - At(slab)!.EndedAt > (_needed ?? Most);

    private void GiveBackOldest()
    {
        ArrayPool<byte>.Shared.Return(At(_oldest)!.Bytes, clearArray: true);
        At(_oldest++) = null;
    }

    /// <summary>Makes room for twice as many packets: the one that would have to go may still be asked for.</summary>
    private void Widen()
    {
        var narrow = _entries;
        _entries = new Entry[2 * narrow.Length];
        foreach (var entry in narrow)
        {
            if (entry.Slab >= _oldest)
            {
                EntryOf(entry.SequenceNumber) = entry;
            }
        }
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
