namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Reads the bits of a NAL unit, emulation prevention bytes left out (H.264 sections 7.4.1 and 9.1). Behind the end it reads zeros and says so.
/// </summary>
internal ref struct H264BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _bit;
    private int _zeros;

    /// <summary>True once something behind the end was asked for, or a number longer than 32 bits.</summary>
    internal bool IsOver { get; private set; }

    internal bool Bit()
    {
        if (_bit == 0)
        {
            Enter();
        }

        if (_at >= _bytes.Length)
        {
            IsOver = true;
            return false;
        }

        var isSet = (_bytes[_at] & (0x80 >> _bit)) != 0;
        _bit = (_bit + 1) % 8;
        _at += _bit == 0 ? 1 : 0;
        return isSet;
    }

    /// <summary>An Exp-Golomb number, ue(v).</summary>
    internal uint Unsigned()
    {
        var zeros = 0;
        while (!Bit())
        {
            if (IsOver || ++zeros > 31)
            {
                IsOver = true;
                return 0;
            }
        }

        var value = 1u;
        for (; zeros > 0; zeros--)
        {
            value = (value << 1) | (Bit() ? 1u : 0u);
        }

        return value - 1;
    }

    /// <summary>Passes over the 3 of 0 0 3, and counts zeros for the next.</summary>
    private void Enter()
    {
        if (_zeros >= 2 && _at < _bytes.Length && _bytes[_at] == 3)
        {
            (_at, _zeros) = (_at + 1, 0);
        }

        _zeros = _at < _bytes.Length && _bytes[_at] == 0 ? _zeros + 1 : 0;
    }
}
