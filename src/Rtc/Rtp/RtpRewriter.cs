namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Makes one continuous outgoing stream out of source streams that follow each other: one SSRC and payload type, sequence numbers without
/// a seam, timestamps that go on by the time that has passed. Gaps and reordering inside a source stay visible, so that the receiver can
/// ask for what is missing. Header extensions, contributing sources and padding are not carried over: their meaning is per connection.
/// </summary>
public sealed class RtpRewriter
{
    /// <summary>A jump this large inside one source means that it has started over (RFC 3550 section A.1, MAX_DROPOUT).</summary>
    private const int MaxJump = 3000;

    /// <summary>Stragglers of the source before this one must not switch back.</summary>
    private static readonly TimeSpan SwitchGuard = TimeSpan.FromSeconds(2);

    private readonly byte _payloadType;
    private readonly int _clockRate;
    private uint? _source;
    private uint? _previousSource;
    private TimeSpan _switchedAt;
    private ushort _highestIn;
    private long _sinceSwitch;
    private ushort _sequenceOffset;
    private uint _timestampOffset;
    private ushort _highestOut;
    private uint _latestTimestamp;
    private TimeSpan _latestAt;

    /// <summary>A stream that has not started.</summary>
    /// <param name="ssrc">SSRC of the outgoing stream.</param>
    /// <param name="payloadType">Payload type of the outgoing stream.</param>
    /// <param name="clockRate">RTP clock in Hz.</param>
    /// <param name="firstSequence">Its first sequence number.</param>
    /// <param name="firstTimestamp">Its first timestamp.</param>
    public RtpRewriter(uint ssrc, byte payloadType, int clockRate, ushort firstSequence, uint firstTimestamp)
    {
        Ssrc = ssrc;
        _payloadType = payloadType;
        _clockRate = clockRate;
        _highestOut = (ushort)(firstSequence - 1);
        _latestTimestamp = firstTimestamp;
    }

    /// <summary>SSRC of the outgoing stream.</summary>
    public uint Ssrc { get; }

    /// <summary>Writes the outgoing form of a source packet.</summary>
    /// <param name="source">The packet as it came.</param>
    /// <param name="now">When it came.</param>
    /// <param name="destination">Room for header and payload.</param>
    /// <param name="length">Bytes written.</param>
    /// <returns>False if the packet has no place in the stream: it belongs to what lies before the last switch of sources.</returns>
    public bool TryRewrite(in RtpPacket source, TimeSpan now, Span<byte> destination, out int length)
    {
        length = 0;
        if (!Follow(source, now))
        {
            return false;
        }

        var sequence = (ushort)(source.SequenceNumber + _sequenceOffset);
        var timestamp = source.Timestamp + _timestampOffset;
        if ((short)(sequence - _highestOut) > 0)
        {
            _sinceSwitch += (ushort)(sequence - _highestOut);
            (_highestOut, _highestIn) = (sequence, source.SequenceNumber);
            (_latestTimestamp, _latestAt) = (timestamp, now);
        }

        RtpPacket.WriteHeader(destination, source.Marker, _payloadType, sequence, timestamp, Ssrc);
        source.Payload.CopyTo(destination[RtpPacket.FixedHeaderLength..]);
        length = RtpPacket.FixedHeaderLength + source.Payload.Length;
        return true;
    }

    /// <summary>Translates a timestamp of the current source, as a sender report needs.</summary>
    /// <param name="sourceSsrc">The SSRC that the timestamp belongs to.</param>
    /// <param name="sourceTimestamp">The timestamp.</param>
    /// <param name="timestamp">The outgoing timestamp of the same instant.</param>
    /// <returns>False if that is not the source being sent now.</returns>
    public bool TryTranslate(uint sourceSsrc, uint sourceTimestamp, out uint timestamp)
    {
        timestamp = sourceTimestamp + _timestampOffset;
        return _source == sourceSsrc;
    }

    private bool Follow(in RtpPacket source, TimeSpan now)
    {
        if (source.Ssrc != _source)
        {
            if (source.Ssrc == _previousSource && now - _switchedAt < SwitchGuard)
            {
                return false;
            }

            Switch(source, now);
            return true;
        }

        var jump = (short)(source.SequenceNumber - _highestIn);
        if (Math.Abs((int)jump) > MaxJump)
        {
            Switch(source, now);
            return true;
        }

        // A straggler has a number of its own, unless it precedes the packet that the switch began with.
        return _sinceSwitch + jump > 0;
    }

    private void Switch(in RtpPacket source, TimeSpan now)
    {
        var started = _source is not null;
        var elapsed = started ? Math.Max(1, (now - _latestAt).Ticks * _clockRate / TimeSpan.TicksPerSecond) : 0;
        (_previousSource, _switchedAt) = (_source == source.Ssrc ? _previousSource : _source, now);
        _source = source.Ssrc;
        (_highestIn, _sinceSwitch) = ((ushort)(source.SequenceNumber - 1), 0);
        _sequenceOffset = (ushort)(_highestOut + 1 - source.SequenceNumber);
        _timestampOffset = _latestTimestamp + (uint)elapsed - source.Timestamp;
    }
}
