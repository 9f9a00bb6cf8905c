namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Makes one continuous outgoing stream of pictures out of sources that follow each other, such as the layers of a simulcast: one SSRC, packet
/// numbers and, of VP8, picture ids and TL0PICIDX without a seam (RFC 7741 section 4.2), timestamps on one clock. Gaps inside a source stay
/// visible, so that the receiver can ask for what is missing; what comes late of the source before the last switch still finds its place.
/// </summary>
internal sealed class VideoRewriter(uint ssrc, byte payloadType, ushort firstSequence, uint firstTimestamp)
{
    private const int ClockRate = 90_000;

    /// <summary>A jump this large inside one source means that it has started over (RFC 3550 section A.1, MAX_DROPOUT).</summary>
    private const int MaxJump = 3000;

    /// <summary>Sender reports that say otherwise about the time between two frames are not believed.</summary>
    private const int MaxClockError = 2 * ClockRate;

    private VideoMapping _current = new();
    private VideoMapping _previous = new();
    private ushort _highestOut = (ushort)(firstSequence - 1);
    private uint _latestTimestamp = firstTimestamp;
    private TimeSpan _latestAt;
    private int _latestPictureId = -1;
    private int _latestTl0 = -1;
    private bool _started;

    /// <summary>The source being sent; null before the first, and once it has broken off.</summary>
    internal IncomingSource? Source => _current.Source;

    /// <summary>Number of the newest packet.</summary>
    internal ushort HighestSequence => _highestOut;

    /// <summary>True if the packet belongs to the source being sent.</summary>
    internal bool Follows(IncomingSource source, in RtpPacket packet) => _current.IsOf(source, packet.Ssrc);

    /// <summary>True if a packet of a source that was sent before this one is older than the last of it that was sent: a straggler.</summary>
    internal bool IsStraggler(IncomingSource source, in RtpPacket packet) =>
        _previous.IsOf(source, packet.Ssrc) && _previous.Sequence.Ahead(packet.SequenceNumber) <= 0;

    /// <summary>True if it is the newest of that source, not late.</summary>
    internal bool IsAhead(in RtpPacket packet) => _current.Sequence.Ahead(packet.SequenceNumber) > 0;

    /// <summary>
    /// True if a packet of the source being sent lies so far from the others that the source has started over; it is being sent no more.
    /// </summary>
    internal bool BreaksOff(in RtpPacket packet)
    {
        var broken = Math.Abs(_current.Sequence.Ahead(packet.SequenceNumber)) > MaxJump;
        if (broken)
        {
            BreakOff();
        }

        return broken;
    }

    /// <summary>Sends nothing more of the source being sent; only a keyframe helps, its own or another's.</summary>
    internal void BreakOff() => _current.Source = null;

    /// <summary>Goes on with another source, from this packet on, which begins a keyframe.</summary>
    internal void Switch(IncomingSource source, in RtpPacket packet, in Vp8Descriptor descriptor, TimeSpan now)
    {
        var offset = TimestampOffset(source, packet, now);
        (_current, _previous) = (_previous, _current);
        _current.Source = source;
        _current.Ssrc = packet.Ssrc;
        _current.Sequence.Start(packet.SequenceNumber, (ushort)(_highestOut + 1));
        _current.TimestampOffset = offset;
        _current.PictureOffset = _latestPictureId < 0 || descriptor.PictureId is not { } picture ? 0 : _latestPictureId + 1 - picture;
        _current.Tl0Offset = (byte)(_latestTl0 < 0 || descriptor.Tl0PictureIndex is not { } index ? 0 : _latestTl0 + 1 - index);
        _started = true;
    }

    /// <summary>Leaves a packet of the source being sent out, if it is ahead of the others; what follows closes up.</summary>
    internal void Skip(in RtpPacket packet)
    {
        if (IsAhead(packet))
        {
            _current.Sequence.Skip(packet.SequenceNumber);
        }
    }

    /// <summary>Writes the outgoing form of a packet: of the source being sent, or late of the one before.</summary>
    /// <returns>False if it has no place in the stream.</returns>
    internal bool TryWrite(
        IncomingSource source, in RtpPacket packet, in Vp8Descriptor descriptor, TimeSpan now, Span<byte> destination, out int length)
    {
        length = 0;
        var mapping = Follows(source, packet) ? _current : _previous.IsOf(source, packet.Ssrc) ? _previous : null;
        if (mapping is null)
        {
            return false;
        }

        ushort sequence;
        var isAhead = mapping == _current && IsAhead(packet);
        if (isAhead)
        {
            sequence = _current.Sequence.Take(packet.SequenceNumber);
            Advance(sequence, packet, descriptor, now);
        }
        else if (!mapping.Sequence.TryTakeLate(packet.SequenceNumber, out sequence))
        {
            return false;
        }

        RtpPacket.WriteHeader(destination, packet.Marker, payloadType, sequence, packet.Timestamp + mapping.TimestampOffset, ssrc);
        var payload = destination.Slice(RtpPacket.FixedHeaderLength, packet.Payload.Length);
        packet.Payload.CopyTo(payload);
        descriptor.WriteIndices(payload, mapping.PictureId(descriptor), mapping.Tl0PictureIndex(descriptor));
        length = RtpPacket.FixedHeaderLength + payload.Length;
        return true;
    }

    /// <summary>Translates a timestamp of the source being sent.</summary>
    /// <returns>False if it is not that source's.</returns>
    internal bool TryTranslate(uint sourceSsrc, uint sourceTimestamp, out uint timestamp)
    {
        timestamp = sourceTimestamp + _current.TimestampOffset;
        return _current.Source is not null && _current.Ssrc == sourceSsrc;
    }

    private void Advance(ushort sequence, in RtpPacket packet, in Vp8Descriptor descriptor, TimeSpan now)
    {
        _highestOut = sequence;
        (_latestTimestamp, _latestAt) = (packet.Timestamp + _current.TimestampOffset, now);
        _latestPictureId = descriptor.PictureId is null ? _latestPictureId : _current.PictureId(descriptor);
        _latestTl0 = descriptor.Tl0PictureIndex is null ? _latestTl0 : _current.Tl0PictureIndex(descriptor);
    }

    /// <summary>
    /// Timestamps go on by the time that has passed between the two frames: as their sender's reports say, which tie both sources to its
    /// clock (RFC 3550 section 6.4.1), else as we saw it.
    /// </summary>
    private uint TimestampOffset(IncomingSource source, in RtpPacket packet, TimeSpan now)
    {
        if (!_started)
        {
            return _latestTimestamp - packet.Timestamp;
        }

        var elapsed = Math.Max(1, (now - _latestAt).Ticks * ClockRate / TimeSpan.TicksPerSecond);
        var seen = _latestTimestamp + (uint)elapsed - packet.Timestamp;
        if (OffsetByReports(source, packet.Ssrc) is not { } offset || Math.Abs((int)(offset - seen)) > MaxClockError)
        {
            return seen;
        }

        // The frame may be the same picture as the last one, in another size: a frame has a timestamp of its own.
        return (int)(packet.Timestamp + offset - _latestTimestamp) > 0 ? offset : _latestTimestamp + 1 - packet.Timestamp;
    }

    private uint? OffsetByReports(IncomingSource source, uint sourceSsrc)
    {
        if (_current.Source is not { Report: { } old } from || from.Peer != source.Peer || old.Ssrc != _current.Ssrc
            || source.Report is not { } report || report.Ssrc != sourceSsrc)
        {
            return null;
        }

        var ticks = (long)((long)(report.NtpTime - old.NtpTime) / 4_294_967_296.0 * ClockRate);
        return old.RtpTimestamp + _current.TimestampOffset + (uint)ticks - report.RtpTimestamp;
    }
}
