namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Decides which packets of a received stream to ask for again, when, and when to give up (RFC 4585 section 6.2.1). Bounded: at most
/// <see cref="MaxMissing"/> packets are chased at once, each at most <see cref="MaxTries"/> times.
/// </summary>
internal sealed class NackGenerator
{
    internal const int MaxMissing = 256;
    internal const int MaxTries = 10;

    /// <summary>A packet that is merely reordered usually comes within this time.</summary>
    internal static readonly TimeSpan ReorderGrace = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan MinRetry = TimeSpan.FromMilliseconds(20);
    private const int MinRoom = 16;
    private Missing[] _missing = [];
    private int _count;
    private long _highest = long.MinValue;
    private TimeSpan _answerTime;

    /// <summary>How many packets are being chased.</summary>
    internal int Count => _count;

    /// <summary>How long the sender takes to answer, smoothed: a round trip. Null before the first answer.</summary>
    internal TimeSpan? AnswerTime => _answerTime > TimeSpan.Zero ? _answerTime : null;

    /// <summary>When <see cref="TakeDue"/> next has something to do; null if nothing is missing.</summary>
    internal TimeSpan? NextDue
    {
        get
        {
            TimeSpan? due = null;
            foreach (var missing in _missing.AsSpan(0, _count))
            {
                due = due is null || missing.Due < due ? missing.Due : due;
            }

            return due;
        }
    }

    /// <summary>Notes an arrival. Returns true if so much is missing that only a keyframe helps; nothing is chased then.</summary>
    /// <param name="extendedSequence">Its number.</param>
    /// <param name="restored">True for what came on the retransmission stream: certainly an answer, not merely late.</param>
    /// <param name="now">The time.</param>
    internal bool OnPacket(long extendedSequence, bool restored, TimeSpan now)
    {
        if (extendedSequence <= _highest)
        {
            Remove(extendedSequence, restored, now);
            return false;
        }

        var first = _highest == long.MinValue ? extendedSequence : _highest + 1;
        _highest = extendedSequence;
        if (extendedSequence - first > MaxMissing - _count)
        {
            _count = 0;
            return true;
        }

        var missing = _count + (int)(extendedSequence - first);
        if (missing > _missing.Length)
        {
            Array.Resize(ref _missing, Math.Clamp(2 * missing, MinRoom, MaxMissing));
        }

        for (var sequence = first; sequence < extendedSequence; sequence++)
        {
            _missing[_count++] = new Missing(sequence, now + ReorderGrace, 0, now);
        }

        return false;
    }

    /// <summary>Collects the packets to ask for now, in ascending order.</summary>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">Round-trip time to the sender: asking again sooner than that would be in vain.</param>
    /// <param name="destination">Room for <see cref="MaxMissing"/> numbers.</param>
    /// <param name="gaveUp">True if a packet has been asked for too often and is now forgotten.</param>
    internal int TakeDue(TimeSpan now, TimeSpan roundTrip, Span<ushort> destination, out bool gaveUp)
    {
        var retry = roundTrip > MinRetry ? roundTrip : MinRetry;
        var (kept, taken) = (0, 0);
        gaveUp = false;
        for (var i = 0; i < _count; i++)
        {
            var missing = _missing[i];
            if (missing.Due <= now)
            {
                if (missing.Tries == MaxTries)
                {
                    gaveUp = true;
                    continue;
                }

                destination[taken++] = (ushort)missing.Sequence;
                missing = new Missing(missing.Sequence, now + retry, missing.Tries + 1, now);
            }

            _missing[kept++] = missing;
        }

        _count = kept;
        return taken;
    }

    private void Remove(long sequence, bool restored, TimeSpan now)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_missing[i].Sequence == sequence)
            {
                if (restored && _missing[i].Tries == 1)
                {
                    // Of several requests nobody knows which one was answered.
                    var sample = now - _missing[i].AskedAt;
                    _answerTime = _answerTime == TimeSpan.Zero ? sample : ((7 * _answerTime) + sample) / 8;
                }

                _missing.AsSpan(i + 1, _count - i - 1).CopyTo(_missing.AsSpan(i));
                _count--;
                return;
            }
        }
    }

    private readonly record struct Missing(long Sequence, TimeSpan Due, int Tries, TimeSpan AskedAt);
}
