using System.Net;

namespace PsyCare.Rtc.Sdp;

/// <summary>Our addresses as candidate lines.</summary>
internal static class SdpCandidates
{
    /// <summary>Host candidates, RFC 8445 section 5.1.2.1: type preference 126, local preference falls with the order given.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<IPEndPoint> addresses)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            var priority = (126u << 24) | ((uint)(65_535 - i) << 8) | 255;
            yield return $"a=candidate:{i + 1} 1 udp {priority} {addresses[i].Address} {addresses[i].Port} typ host";
        }

        yield return "a=end-of-candidates";
    }
}
