using System.Net;
using System.Text;
using PsyCare.Rtc;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Fuzz.Targets;

/// <summary>Reads an offer and writes the answer, into which nothing of the offer may be smuggled.</summary>
internal sealed class SdpTarget
{
    private readonly SdpLocalDescription _local =
        new(1, "ufrag", "0123456789012345678901", "AB:CD", "name", [IPEndPoint.Parse("192.0.2.1:4000")], []) { Ssrc = _ => 7, RtxSsrc = _ => 8 };

    internal void Answer(ReadOnlySpan<byte> input)
    {
        try
        {
            var offer = SdpOffer.Parse(Encoding.Latin1.GetString(input), input.Length % 2 == 0 ? VideoCodec.Vp8 : VideoCodec.H264);
            var lines = new SdpAnswerWriter(offer, _local).Write().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Check.That(lines.Count(l => l.StartsWith("m=", StringComparison.Ordinal)) == offer.Sections.Count, "one section answers one");
            Check.That(Array.TrueForAll(lines, IsClean), "the answer has only printable lines of one letter and '='");
        }
        catch (SdpRejectedException)
        {
            // The one way to say no.
        }
    }

    private static bool IsClean(string line) => line.Length > 2 && line[1] == '=' && !line.Any(char.IsControl);
}
