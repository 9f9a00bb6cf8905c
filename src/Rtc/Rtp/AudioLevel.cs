namespace PsyCare.Rtc.Rtp;

/// <summary>How loud the sound in a packet is, measured by its sender (RFC 6464).</summary>
/// <param name="DBov">Power relative to the loudest that can be represented, -127 to 0 dB.</param>
/// <param name="IsVoice">V: the sender believes that there is speech in the packet. Some senders always say so.</param>
public readonly record struct AudioLevel(int DBov, bool IsVoice)
{
    /// <summary>Reads the element of a header extension: one byte, V and seven bits of -dBov. In the two-byte form a second byte may follow.</summary>
    /// <param name="element">The element's bytes.</param>
    /// <param name="level">The level.</param>
    /// <returns>False if the element has another length.</returns>
    public static bool TryParse(ReadOnlySpan<byte> element, out AudioLevel level)
    {
        level = default;
        if (element.Length is not (1 or 2))
        {
            return false;
        }

        level = new AudioLevel(-(element[0] & 0x7F), (element[0] & 0x80) != 0);
        return true;
    }
}
