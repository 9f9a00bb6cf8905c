namespace PsyCare.Rtc.Srtp;

/// <summary>The 48-bit RTP packet index: rollover counter and sequence number (RFC 3711 section 3.3.1).</summary>
internal static class RtpIndex
{
    private const int Half = 0x8000;

    /// <summary>The index nearest to <paramref name="highest"/> that carries <paramref name="sequence"/>.</summary>
    /// <param name="highest">Highest index so far, or -1 before the first packet (its rollover counter is then 0).</param>
    /// <param name="sequence">The packet's 16-bit sequence number.</param>
    /// <returns>The index; negative when the packet would precede the first possible one.</returns>
    internal static long Estimate(long highest, ushort sequence)
    {
        if (highest < 0)
            return sequence;
        var rollover = highest >> 16;
        var last = (int)(highest & 0xFFFF);
        if (last < Half && sequence - last > Half)
            rollover--;
        else if (last >= Half && last - Half > sequence)
            rollover++;
        return (rollover * 0x10000) + sequence;
    }
}
