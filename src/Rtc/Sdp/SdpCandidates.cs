using System.Net;

namespace PsyCare.Rtc.Sdp;

/// <summary>Our addresses as candidate lines (RFC 8839 section 5.1, RFC 6544 section 4.5).</summary>
internal static class SdpCandidates
{
    private const uint UdpType = 126; // RFC 8445 section 5.1.2.1: host

    /// <summary>Below every UDP address and above every relay (RFC 6544 section 4.2); browsers give their own TCP addresses the same.</summary>
    private const uint TcpType = 90;

    /// <summary>RFC 6544 section 4.2: the direction is the top three bits of the local preference, and passive is 4 for a host candidate.</summary>
    private const int Passive = 4 << 13;
    private const int MaxOther = (1 << 13) - 1;

    /// <summary>Host candidates, UDP before TCP; the local preference falls with the order given.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<IPEndPoint> udp, IReadOnlyList<IPEndPoint> tcp)
    {
        for (var i = 0; i < udp.Count; i++)
        {
            yield return $"a=candidate:{i + 1} 1 udp {Priority(UdpType, ushort.MaxValue - i)} {udp[i].Address} {udp[i].Port} typ host";
        }

        for (var i = 0; i < tcp.Count; i++)
        {
            var priority = Priority(TcpType, Passive + MaxOther - i);
            yield return $"a=candidate:{udp.Count + i + 1} 1 tcp {priority} {tcp[i].Address} {tcp[i].Port} typ host tcptype passive";
        }

        yield return "a=end-of-candidates";
    }

    /// <summary>RFC 8445 section 5.1.2.1, for component 1.</summary>
    private static uint Priority(uint type, int local) => (type << 24) | ((uint)local << 8) | 255;
}
