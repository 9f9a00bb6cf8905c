using System.Text;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Fuzz.Targets;

internal static class FragmentTarget
{
    internal static void Read(ReadOnlySpan<byte> input)
    {
        try
        {
            var fragment = IceFragment.Parse(Encoding.Latin1.GetString(input));
            Check.That(fragment.Ufrag.Length is >= 4 and <= 256 && fragment.Pwd.Length is >= 22 and <= 256, "lengths are legal");
            Check.That((fragment.Ufrag + fragment.Pwd).All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'), "characters are legal");
        }
        catch (SdpRejectedException)
        {
            // The one way to say no.
        }
    }
}
