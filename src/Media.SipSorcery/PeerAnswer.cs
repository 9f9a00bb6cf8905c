using System.Net;
using System.Text;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Media.SipSorcery;

/// <summary>
/// SIPSorcery's answer as it goes to the browser: with our addresses for its own, with what this endpoint does and SIPSorcery does not
/// negotiate (requests for keyframes, loudness, names of the tracks), and without what SIPSorcery writes and does not do.
/// </summary>
internal static class PeerAnswer
{
    private const string StreamId = "psycare";

    private static readonly string[] Left = ["a=candidate:", "a=end-of-candidates", "a=ice-options:", "a=extmap:", "a=rtcp-fb:"];

    internal static string Write(string answer, SdpOffer offer, IReadOnlyList<IPEndPoint> candidates)
    {
        var text = new StringBuilder();
        SdpMediaSection? section = null;
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                Complete(text, section, candidates);
                section = offer.Sections.First(s => line.StartsWith($"m={s.Media} ", StringComparison.Ordinal));
            }

            if (!Left.Any(l => line.StartsWith(l, StringComparison.Ordinal)))
                Line(text, line);
        }

        Complete(text, section, candidates);
        return text.ToString();
    }

    private static void Complete(StringBuilder text, SdpMediaSection? section, IReadOnlyList<IPEndPoint> candidates)
    {
        if (section is null)
            return;
        if (section.NackPli)
            Line(text, $"a=rtcp-fb:{section.PayloadType} nack pli");
        if (section.CcmFir)
            Line(text, $"a=rtcp-fb:{section.PayloadType} ccm fir");
        if (section.AudioLevelExtensionId is { } level)
            Line(text, $"a=extmap:{level} {SdpExtensions.AudioLevel}");
        if (section.Direction.Receives())
            Line(text, $"a=msid:{StreamId} {StreamId}-{section.Media}");
        foreach (var candidate in SdpCandidates.Lines(candidates, tcp: []))
            Line(text, candidate);
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\r\n");
}
