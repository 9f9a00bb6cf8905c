namespace PsyCare.Rtc.Srtp;

/// <summary>
/// Remembers which of the last <see cref="Size"/> packet indices have been seen (RFC 3711 section 3.3.2). The window is wide
/// because a retransmission answering a NACK arrives a round trip late, on the same SSRC.
/// </summary>
internal sealed class ReplayWindow
{
    /// <summary>How many indices back a late packet may still be new.</summary>
    internal const int Size = 1024;

    private readonly ulong[] _bits = new ulong[Size / 64];
    private long _highest = -1;

    /// <summary>The highest index accepted, or -1.</summary>
    internal long Highest => _highest;

    /// <summary>True when <paramref name="index"/> was not accepted before and is not too old to tell.</summary>
    internal bool IsNew(long index)
    {
        if (index > _highest)
            return true;
        return _highest - index < Size && (_bits[Word(index)] & Bit(index)) == 0;
    }

    /// <summary>Marks an authenticated index as seen.</summary>
    internal void Accept(long index)
    {
        if (index - _highest >= Size)
            Array.Clear(_bits);
        else
            for (var skipped = _highest + 1; skipped < index; skipped++)
                _bits[Word(skipped)] &= ~Bit(skipped);

        _bits[Word(index)] |= Bit(index);
        _highest = Math.Max(_highest, index);
    }

    private static int Word(long index) => (int)(index % Size / 64);

    private static ulong Bit(long index) => 1UL << (int)(index % 64);
}
