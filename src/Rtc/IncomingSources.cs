using System.Text;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc;

/// <summary>
/// The streams of one remote side, and which of them a packet belongs to. Layers of a simulcast share a payload type and announce no SSRC:
/// the first packets carry their restriction id (RFC 8852), from then on the SSRC tells.
/// </summary>
internal sealed class IncomingSources
{
    /// <summary>A layer is off when it has missed so many frames of another; all layers are made of the same pictures.</summary>
    private const int MaxFramesBehind = 8;

    private readonly IncomingSource[] _all;
    private readonly IncomingSource[] _video;
    private readonly int? _ridId;
    private readonly int? _repairedRidId;

    internal IncomingSources(RtcPeer peer, SdpOffer offer)
    {
        _all = [.. Create(peer, offer.Section(MediaKind.Audio)), .. Create(peer, offer.Section(MediaKind.Video))];
        _video = Array.FindAll(_all, s => s.Kind == MediaKind.Video);
        _ridId = offer.Section(MediaKind.Video)?.RidExtensionId;
        _repairedRidId = offer.Section(MediaKind.Video)?.RepairedRidExtensionId;
    }

    /// <summary>All of them, at most one of sound and <see cref="SdpSimulcast.MaxLayers"/> of picture.</summary>
    internal ReadOnlySpan<IncomingSource> All => _all;

    /// <summary>The layers of the picture in the order of the offer; one if there is no simulcast, none if nothing is sent.</summary>
    internal IReadOnlyList<IncomingSource> Video => _video;

    /// <summary>The same, to go through without an allocation.</summary>
    internal ReadOnlySpan<IncomingSource> VideoSpan => _video;

    /// <summary>The stream that a packet is a part of, or null.</summary>
    internal IncomingSource? FindOriginal(in RtpPacket packet)
    {
        var (ssrc, type) = (packet.Ssrc, packet.PayloadType);
        foreach (var stream in _all)
        {
            if (stream.PayloadType == type && (stream.Rid is null || stream.Ssrc == ssrc))
            {
                return stream;
            }
        }

        return FindByRid(packet, _ridId) is { } named && named.PayloadType == type ? named : null;
    }

    /// <summary>The stream of sound that a packet carries with redundancy (RFC 2198), or null.</summary>
    internal IncomingSource? FindRedundant(in RtpPacket packet)
    {
        foreach (var stream in _all)
        {
            if (stream.RedPayloadType == packet.PayloadType)
            {
                return stream;
            }
        }

        return null;
    }

    /// <summary>The stream that a packet retransmits a part of, or null.</summary>
    internal IncomingSource? FindRetransmitted(in RtpPacket packet)
    {
        var (ssrc, type) = (packet.Ssrc, packet.PayloadType);
        foreach (var stream in _all)
        {
            if (stream.RtxPayloadType == type && (stream.Rid is null || stream.RtxSsrc == ssrc))
            {
                return stream;
            }
        }

        if (FindByRid(packet, _repairedRidId) is not { } named || named.RtxPayloadType != type)
        {
            return null;
        }

        named.RtxSsrc = ssrc;
        return named;
    }

    /// <summary>True if the payload type is one of ours, whatever the stream.</summary>
    internal bool Knows(byte payloadType) => Array.Exists(_all, s => s.PayloadType == payloadType || s.RtxPayloadType == payloadType || s.RedPayloadType == payloadType);

    /// <summary>Follows which layers the sender sends; it stops the larger ones when its network is slow.</summary>
    internal void NoteFlow(IncomingSource stream, in RtpPacket packet)
    {
        (stream.FramesBehind, stream.IsFlowing) = (0, true);
        if (!packet.Marker || stream.Kind == MediaKind.Audio)
        {
            return;
        }

        foreach (var other in _video)
        {
            if (other != stream && ++other.FramesBehind >= MaxFramesBehind)
            {
                other.IsFlowing = false;
            }
        }
    }

    private static IEnumerable<IncomingSource> Create(RtcPeer peer, SdpMediaSection? section) => section switch
    {
        { Kind: { } kind } when section.Direction.Sends() => section.Layers.Count == 0
            ? [new IncomingSource(peer, kind, section, rid: null)]
            : section.Layers.Select(layer => new IncomingSource(peer, kind, section, layer.Rid)),
        _ => [],
    };

    private IncomingSource? FindByRid(in RtpPacket packet, int? extension)
    {
        if (extension is not { } id || !packet.TryGetExtension(id, out var rid))
        {
            return null;
        }

        foreach (var stream in _video)
        {
            if (stream.Rid is { } name && Ascii.Equals(name, rid))
            {
                return stream;
            }
        }

        return null;
    }
}
