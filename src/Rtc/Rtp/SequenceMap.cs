namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Gives the packets of one source consecutive numbers of another stream, leaving some packets out. Packets that are missing keep their
/// numbers, so that they can be asked for and find their place when they come late.
/// </summary>
internal sealed class SequenceMap
{
    /// <summary>How far back a late packet still finds its number.</summary>
    internal const int Window = 1024;

    private readonly ulong[] _skipped = new ulong[Window / 64];
    private ushort _highestIn;
    private ushort _offset;
    private long _span;

    /// <summary>The highest number given so far.</summary>
    internal ushort HighestOut => (ushort)(_highestIn + _offset);

    /// <summary>Starts with a source.</summary>
    /// <param name="firstIn">Its first packet.</param>
    /// <param name="firstOut">The number that it gets.</param>
    internal void Start(ushort firstIn, ushort firstOut)
    {
        Array.Clear(_skipped);
        (_highestIn, _offset, _span) = ((ushort)(firstIn - 1), (ushort)(firstOut - firstIn), 0);
    }

    /// <summary>How far a number of the source is ahead of all before; 0 or less for a late one.</summary>
    internal int Ahead(ushort sequenceIn) => (short)(sequenceIn - _highestIn);

    /// <summary>The number of a packet that is ahead.</summary>
    internal ushort Take(ushort sequenceIn)
    {
        Advance(sequenceIn);
        return HighestOut;
    }

    /// <summary>Leaves a packet out that is ahead: what follows is numbered as if it did not exist.</summary>
    internal void Skip(ushort sequenceIn)
    {
        Advance(sequenceIn);
        _skipped[Word(sequenceIn)] |= Bit(sequenceIn);
        _offset--;
    }

    /// <summary>The number that a late packet was missed under.</summary>
    /// <returns>False if it has none: left out, from before the start, or too old.</returns>
    internal bool TryTakeLate(ushort sequenceIn, out ushort sequenceOut)
    {
        var behind = -Ahead(sequenceIn);
        sequenceOut = (ushort)(sequenceIn + _offset);
        if (behind < 0 || behind >= Math.Min(_span, Window) || IsSkipped(sequenceIn))
        {
            return false;
        }

        for (var sequence = (ushort)(sequenceIn + 1); sequence != (ushort)(_highestIn + 1); sequence++)
        {
            sequenceOut += IsSkipped(sequence) ? (ushort)1 : (ushort)0;
        }

        return true;
    }

    private void Advance(ushort sequenceIn)
    {
        var steps = Ahead(sequenceIn);
        if (steps >= Window)
        {
            Array.Clear(_skipped);
        }
        else
        {
            for (var sequence = (ushort)(_highestIn + 1); sequence != (ushort)(sequenceIn + 1); sequence++)
            {
                _skipped[Word(sequence)] &= ~Bit(sequence);
            }
        }

        _span += steps;
        _highestIn = sequenceIn;
    }

    private bool IsSkipped(ushort sequence) => (_skipped[Word(sequence)] & Bit(sequence)) != 0;

    private static int Word(ushort sequence) => sequence % Window / 64;

    private static ulong Bit(ushort sequence) => 1UL << (sequence % 64);
}
