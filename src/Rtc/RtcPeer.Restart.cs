using PsyCare.Rtc.Ice;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc;

/// <content>ICE restart (RFC 8445 section 9).</content>
public sealed partial class RtcPeer
{
    private readonly RtcPeerOptions _options;
    private readonly SdpOffer _offer;

    /// <summary>
    /// Our ICE user fragment from before the last restart, by which the remote side may still check until it follows; null when it has, or
    /// when there was no restart.
    /// </summary>
    public string? PreviousLocalUfrag => _agent.PreviousLocal?.Ufrag;

    /// <summary>
    /// Restarts ICE: new credentials for checks, the same DTLS association and streams. Media goes on between the old addresses until a
    /// check with the new credentials comes.
    /// </summary>
    /// <param name="remote">The remote side's new parameters.</param>
    /// <returns>Ours, as application/trickle-ice-sdpfrag.</returns>
    public string RestartIce(IceFragment remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        _agent.Restart(IceCredentials.Create(), remote.Ufrag);
        var bundled = _offer.Sections.Where(s => s.Kind is not null).ToList();
        List<string> lines =
        [
            "a=ice-lite",
            $"a=group:BUNDLE {string.Join(' ', bundled.Select(s => s.Mid))}",
            $"m={bundled[0].Media} 9 {bundled[0].Protocol} {bundled[0].PayloadType}",
            $"a=mid:{bundled[0].Mid}",
            $"a=ice-ufrag:{_agent.Local.Ufrag}",
            $"a=ice-pwd:{_agent.Local.Pwd}",
            .. SdpCandidates.Lines(_options.HostCandidates, _options.TcpCandidates),
        ];
        return string.Join("\r\n", lines) + "\r\n";
    }
}
