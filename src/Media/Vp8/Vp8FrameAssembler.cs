using System.Buffers;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Media.Vp8;

/// <summary>
/// Turns the RTP packets of one VP8 stream into whole frames in order. A gap is waited for, since a retransmission may fill it; then it
/// is skipped, and only frames that still decode come out. Bounded to <see cref="Capacity"/> packets.
/// </summary>
internal sealed class Vp8FrameAssembler : IDisposable
{
    internal const int Capacity = 1024;

    /// <summary>How long a missing packet holds up the frames behind it.</summary>
    internal static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(500);

    private readonly Slot[] _slots = new Slot[Capacity];
    private readonly LayerChain _chain = new();
    private uint? _ssrc;
    private long _next;
    private long _highest;
    private bool _afterGap;
    private TimeSpan? _stalledSince;

    private enum Search
    {
        Complete,
        Unfinished,
        Missing,
        Broken,
    }

    /// <summary>True while nothing but a keyframe lets frames come out again.</summary>
    internal bool NeedsKeyframe => _chain.NeedsKeyframe;

    /// <summary>Takes a packet; duplicates, stragglers and packets that are not VP8 are ignored.</summary>
    internal void Push(in RtpPacket packet, TimeSpan now)
    {
        if (packet.Ssrc != _ssrc)
            Restart(packet);
        var sequence = _highest + (short)(packet.SequenceNumber - (ushort)_highest);
        if (sequence < _next)
            return;
        if (sequence - _next >= Capacity)
        {
            Restart(packet);
            sequence = _next;
        }

        ref var slot = ref _slots[sequence % Capacity];
        if (slot.Data is not null)
            return;
        _highest = Math.Max(_highest, sequence);
        slot.Fill(packet, now);
    }

    /// <summary>Takes out the next decodable frame, if there is one by now.</summary>
    internal bool TryTake(TimeSpan now, out Vp8Frame frame)
    {
        while (_next <= _highest)
        {
            ref var first = ref _slots[_next % Capacity];
            if (first.IsFiller)
            {
                Release(_next, ++_next);
                continue;
            }

            var search = FindEnd(out var end);
            if (search == Search.Complete)
            {
                if (TryBuild(end, out frame))
                    return true;
                continue;
            }

            if (search == Search.Unfinished || (search == Search.Missing && MustWait(now)))
                break;
            SkipToNextStart();
        }

        frame = default;
        return false;
    }

    /// <summary>Forgets everything; a keyframe is needed again.</summary>
    internal void Reset()
    {
        Release(_next, _highest + 1);
        _ssrc = null;
        _chain.Break();
    }

    public void Dispose() => Reset();

    private void Restart(in RtpPacket packet)
    {
        Reset();
        _ssrc = packet.Ssrc;
        _next = _highest = 0x10000 + packet.SequenceNumber; // never negative, whatever comes before it
        (_afterGap, _stalledSince) = (false, null);
    }

    // Looks for the last packet of the frame that begins at _next.
    private Search FindEnd(out long end)
    {
        end = _next;
        ref var first = ref _slots[_next % Capacity];
        if (first.Data is null)
            return Search.Missing;
        if (!first.Descriptor.IsFrameStart || (NeedsKeyframe && !first.IsKeyframe))
            return Search.Broken;
        for (; end <= _highest; end++)
        {
            ref var slot = ref _slots[end % Capacity];
            if (slot.Data is null)
                return Search.Missing;
            if (slot.Timestamp != first.Timestamp || (end > _next && slot.Descriptor.IsFrameStart && !slot.IsFiller))
                return Search.Broken;
            if (slot.Marker)
                return Search.Complete;
        }

        return Search.Unfinished;
    }

    private bool MustWait(TimeSpan now)
    {
        if (NeedsKeyframe && _slots[_next % Capacity].Data is null)
            return false; // whatever is missing is of no use before the keyframe
        _stalledSince ??= now;
        return now - _stalledSince < MaxWait;
    }

    private bool TryBuild(long end, out Vp8Frame frame)
    {
        ref var first = ref _slots[_next % Capacity];
        var accepted = _chain.Accept(first.IsKeyframe, first.Descriptor, _afterGap);
        frame = accepted
            ? new Vp8Frame(Concatenate(end), first.Timestamp, first.IsKeyframe, first.Descriptor.TemporalId, first.Arrival)
            : default;
        Release(_next, end + 1);
        _next = end + 1;
        (_afterGap, _stalledSince) = (false, null);
        return accepted;
    }

    private byte[] Concatenate(long end)
    {
        var length = 0;
        for (var i = _next; i <= end; i++)
            length += _slots[i % Capacity].Vp8.Length;
        var data = new byte[length];
        var offset = 0;
        for (var i = _next; i <= end; i++)
        {
            var part = _slots[i % Capacity].Vp8;
            part.CopyTo(data.AsSpan(offset));
            offset += part.Length;
        }

        return data;
    }

    private void SkipToNextStart()
    {
        var start = _next + 1;
        while (start <= _highest && !(_slots[start % Capacity] is { Data: not null, Descriptor.IsFrameStart: true }))
            start++;
        Release(_next, start);
        _next = start;
        (_afterGap, _stalledSince) = (true, null);
    }

    private void Release(long from, long to)
    {
        for (var i = from; i < to; i++)
            _slots[i % Capacity].Clear();
    }

    private struct Slot
    {
        private int _length;

        internal byte[]? Data { get; private set; }

        internal Vp8Descriptor Descriptor { get; private set; }

        internal uint Timestamp { get; private set; }

        internal bool Marker { get; private set; }

        internal TimeSpan Arrival { get; private set; }

        /// <summary>Padding that probes the bandwidth: has a number but no picture.</summary>
        internal readonly bool IsFiller => Data is not null && _length == 0;

        internal readonly ReadOnlySpan<byte> Vp8 => IsFiller ? default : Data.AsSpan(Descriptor.Length, _length - Descriptor.Length);

        // The P bit of the first partition's header is 0 for a keyframe (RFC 6386 section 9.1).
        internal readonly bool IsKeyframe => Descriptor.IsFrameStart && !IsFiller && (Vp8[0] & 1) == 0;

        internal void Fill(in RtpPacket packet, TimeSpan now)
        {
            var payload = packet.Payload;
            var isVp8 = Vp8Descriptor.TryParse(payload, out var descriptor);
            Descriptor = descriptor;
            _length = isVp8 ? payload.Length : 0;
            Data = ArrayPool<byte>.Shared.Rent(Math.Max(1, payload.Length));
            payload.CopyTo(Data);
            (Timestamp, Marker, Arrival) = (packet.Timestamp, packet.Marker, now);
        }

        internal void Clear()
        {
            if (Data is not null)
                ArrayPool<byte>.Shared.Return(Data);
            this = default;
        }
    }
}
