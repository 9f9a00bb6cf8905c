using PsyCare.Rtc.Stun;

namespace PsyCare.Fuzz.Targets;

internal static class StunTarget
{
    /// <summary>Reads all there is to read of a message, trusted or not.</summary>
    internal static void Read(ReadOnlySpan<byte> input)
    {
        if (StunMessage.TryReadLocalUfrag(input, out var ufrag))
        {
            Check.That(ufrag.Length < input.Length, "the ufrag lies inside the datagram");
        }

        if (StunMessage.TryParse(input, out var message))
        {
            message.VerifyIntegrity("0123456789abcdef"u8);
            message.VerifyFingerprint();
            message.TryGetMappedAddress(out _);
            message.ErrorCode();
            message.FirstUnknownRequired();
        }
    }
}
