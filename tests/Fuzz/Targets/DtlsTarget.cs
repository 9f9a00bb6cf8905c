using PsyCare.Rtc;
using PsyCare.Rtc.Dtls;

namespace PsyCare.Fuzz.Targets;

internal static class DtlsTarget
{
    /// <summary>Tells the protocol and splits the datagram into records.</summary>
    internal static void Split(ReadOnlySpan<byte> input)
    {
        DatagramKinds.Of(input);
        for (var rest = input; DtlsRecord.Length(rest) is > 0 and var length; rest = rest[length..])
        {
            var record = rest[..length];
            DtlsRecord.IsEncryptedHandshake(record);
            DtlsRecord.IsTooShortToDecrypt(record);
        }
    }
}
