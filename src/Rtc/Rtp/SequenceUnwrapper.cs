namespace PsyCare.Rtc.Rtp;

/// <summary>Turns wrapping 16-bit sequence numbers into ever-growing ones, choosing the value nearest to the highest seen.</summary>
public struct SequenceUnwrapper
{
    private long _highest;
    private bool _started;

    /// <summary>The extended number: cycles * 65536 + sequence number. Reordering before the first packet can give a negative one.</summary>
    /// <param name="sequenceNumber">The number in the packet.</param>
    public long Unwrap(ushort sequenceNumber)
    {
        if (!_started)
        {
            _started = true;
            _highest = sequenceNumber;
            return sequenceNumber;
        }

        var extended = _highest + (short)(sequenceNumber - (ushort)_highest);
        _highest = Math.Max(_highest, extended);
        return extended;
    }
}

/// <summary>Turns wrapping 32-bit RTP timestamps into ever-growing ones, choosing the value nearest to the highest seen.</summary>
public struct TimestampUnwrapper
{
    private long _highest;
    private bool _started;

    /// <summary>The extended timestamp, in units of the stream's clock.</summary>
    /// <param name="timestamp">The timestamp in the packet.</param>
    public long Unwrap(uint timestamp)
    {
        if (!_started)
        {
            _started = true;
            _highest = timestamp;
            return timestamp;
        }

        var extended = _highest + (int)(timestamp - (uint)_highest);
        _highest = Math.Max(_highest, extended);
        return extended;
    }
}
