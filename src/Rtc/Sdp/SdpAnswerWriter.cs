using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PsyCare.Rtc.Sdp;

/// <summary>Our side of the negotiation, as it goes into the answer.</summary>
internal sealed record SdpLocalDescription(
    ulong SessionId, string IceUfrag, string IcePwd, string FingerprintSha256, string CName, IReadOnlyList<IPEndPoint> Candidates,
    IReadOnlyList<IPEndPoint> TcpCandidates)
{
    /// <summary>The SSRC we send a kind with, where the offer lets us send.</summary>
    internal required Func<MediaKind, uint?> Ssrc { get; init; }

    /// <summary>The SSRC of its retransmissions, if they are a stream of their own.</summary>
    internal required Func<MediaKind, uint?> RtxSsrc { get; init; }
}

/// <summary>Writes the answer of an ICE-lite, DTLS-passive endpoint (RFC 8829 section 5.3.1, RFC 8839, RFC 8843).</summary>
internal sealed class SdpAnswerWriter(SdpOffer offer, SdpLocalDescription local)
{
    private const string StreamId = "psycare";
    private readonly StringBuilder _text = new();

    internal string Write()
    {
        Line("v=0");
        Line($"o=- {local.SessionId} 1 IN IP4 127.0.0.1");
        Line("s=-");
        Line("t=0 0");
        Line($"a=group:BUNDLE {string.Join(' ', offer.Sections.Where(s => s.Kind is not null).Select(s => s.Mid))}");
        Line($"a=msid-semantic: WMS {StreamId}");
        Line("a=ice-lite");
        foreach (var section in offer.Sections)
        {
            if (section.Kind is { } kind)
            {
                WriteAccepted(section, kind);
            }
            else
            {
                WriteRejected(section);
            }
        }

        return _text.ToString();
    }

    private void WriteRejected(SdpMediaSection section)
    {
        Line($"m={section.Media} 0 {section.Protocol} {string.Join(' ', section.Formats)}");
        Line("c=IN IP4 0.0.0.0");
        if (section.Mid.Length > 0)
        {
            Line($"a=mid:{section.Mid}");
        }

        Line("a=inactive");
    }

    private void WriteAccepted(SdpMediaSection section, MediaKind kind)
    {
        var first = local.Candidates.Count > 0 ? local.Candidates[0] : new IPEndPoint(IPAddress.Any, 9);
        Line($"m={section.Media} {first.Port} {section.Protocol} {string.Join(' ', PayloadTypes(section))}");
        Line($"c=IN {(first.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4")} {first.Address}");
        Line($"a=mid:{section.Mid}");
        WriteTransport(section);
        var direction = section.Direction.Reversed();
        Line($"a={direction.Attribute()}");
        WriteExtensions(section);
        WriteCodec(section, kind);
        WriteFeedback(section);
        if (direction.Receives() && section.Layers.Count > 0)
        {
            WriteSimulcast(section);
        }

        if (direction.Sends() && local.Ssrc(kind) is { } ssrc)
        {
            WriteTrack($"{StreamId}-{section.Media}", ssrc, local.RtxSsrc(kind));
        }
    }

    /// <summary>
    /// In the offerer's order, which is that of its preference: a browser sends redundant audio only where it is first.
    /// </summary>
    private static IEnumerable<int> PayloadTypes(SdpMediaSection section) =>
        new[] { section.PayloadType, section.RedPayloadType, section.RtxPayloadType }.OfType<int>()
            .OrderBy(t => section.Formats.ToList().IndexOf(t.ToString(CultureInfo.InvariantCulture)));

    private void WriteSimulcast(SdpMediaSection section)
    {
        Extension(section.RidExtensionId, SdpExtensions.Rid);
        Extension(section.RepairedRidExtensionId, SdpExtensions.RepairedRid);
        foreach (var layer in section.Layers)
        {
            Line($"a=rid:{layer.Rid} recv");
        }

        Line($"a=simulcast:recv {string.Join(';', section.Layers.Select(l => l.IsPaused ? $"~{l.Rid}" : l.Rid))}");
    }

    private void WriteTrack(string track, uint ssrc, uint? rtxSsrc)
    {
        Line($"a=msid:{StreamId} {track}");
        if (rtxSsrc is { } rtx)
        {
            Line($"a=ssrc-group:FID {ssrc} {rtx}");
        }

        foreach (var source in new[] { ssrc, rtxSsrc }.OfType<uint>())
        {
            Line($"a=ssrc:{source} cname:{local.CName}");
            Line($"a=ssrc:{source} msid:{StreamId} {track}");
        }
    }

    private void WriteTransport(SdpMediaSection section)
    {
        Line($"a=ice-ufrag:{local.IceUfrag}");
        Line($"a=ice-pwd:{local.IcePwd}");
        Line($"a=fingerprint:sha-256 {local.FingerprintSha256}");
        Line("a=setup:passive");
        Line("a=rtcp-mux");
        if (section.ReducedSizeRtcp)
        {
            Line("a=rtcp-rsize");
        }

        foreach (var line in SdpCandidates.Lines(local.Candidates, local.TcpCandidates))
        {
            Line(line);
        }
    }

    private void WriteExtensions(SdpMediaSection section)
    {
        Extension(section.MidExtensionId, SdpExtensions.Mid);
        Extension(section.AudioLevelExtensionId, SdpExtensions.AudioLevel);
        Extension(section.TransportSequenceExtensionId, SdpExtensions.TransportSequence);
    }

    private void WriteCodec(SdpMediaSection section, MediaKind kind)
    {
        var type = section.PayloadType;
        if (kind == MediaKind.Audio)
        {
            Line($"a=rtpmap:{type} opus/48000/2");
            Line($"a=fmtp:{type} minptime=10;useinbandfec=1");
            if (section.RedPayloadType is { } red)
            {
                Line($"a=rtpmap:{red} red/48000/2");
                Line($"a=fmtp:{red} {type}/{type}");
            }
        }
        else if (section.Codec == VideoCodec.H264)
        {
            Line($"a=rtpmap:{type} H264/90000");
            Line($"a=fmtp:{type} level-asymmetry-allowed=1;packetization-mode=1;profile-level-id={section.H264Profile}");
        }
        else
        {
            Line($"a=rtpmap:{type} VP8/90000");
        }

        if (section.RtxPayloadType is { } rtx)
        {
            Line($"a=rtpmap:{rtx} rtx/90000");
            Line($"a=fmtp:{rtx} apt={type}");
        }
    }

    private void WriteFeedback(SdpMediaSection section)
    {
        var type = section.PayloadType;
        Feedback(section.TransportSequenceExtensionId is not null, type, "transport-cc");
        Feedback(section.CcmFir, type, "ccm fir");
        Feedback(section.Nack, type, "nack");
        Feedback(section.NackPli, type, "nack pli");
    }

    private void Extension(int? id, string uri)
    {
        if (id is { } offered)
        {
            Line($"a=extmap:{offered} {uri}");
        }
    }

    private void Feedback(bool offered, int type, string name)
    {
        if (offered)
        {
            Line($"a=rtcp-fb:{type} {name}");
        }
    }

    private void Line(string line) => _text.Append(line).Append("\r\n");
}
