using System.Net;
using PsyCare.Rtc.Dtls;

namespace PsyCare.Rtc;

/// <summary>What a peer needs besides the offer.</summary>
public sealed class RtcPeerOptions
{
    /// <summary>Our certificate; peers may share one. The peer does not dispose it.</summary>
    public required DtlsCertificate Certificate { get; init; }

    /// <summary>The addresses where the remote side can reach us by UDP, best first; they become host candidates of the answer.</summary>
    public required IReadOnlyList<IPEndPoint> HostCandidates { get; init; }

    /// <summary>The addresses where it can open a TCP connection to us, best first; they become passive host candidates (RFC 6544).</summary>
    public IReadOnlyList<IPEndPoint> TcpCandidates { get; init; } = [];

    /// <summary>Largest DTLS datagram in bytes.</summary>
    public int Mtu { get; init; } = 1200;
}
