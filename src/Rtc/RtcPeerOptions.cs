using System.Net;
using PsyCare.Rtc.Dtls;

namespace PsyCare.Rtc;

/// <summary>What a peer needs besides the offer.</summary>
public sealed class RtcPeerOptions
{
    /// <summary>Our certificate; peers may share one. The peer does not dispose it.</summary>
    public required DtlsCertificate Certificate { get; init; }

    /// <summary>The addresses where the remote side can reach us, best first; they become host candidates of the answer.</summary>
    public required IReadOnlyList<IPEndPoint> HostCandidates { get; init; }

    /// <summary>Largest DTLS datagram in bytes.</summary>
    public int Mtu { get; init; } = 1200;
}
