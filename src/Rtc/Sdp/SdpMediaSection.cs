namespace PsyCare.Rtc.Sdp;

/// <summary>One m-line of an offer and the part of its attributes that we act on.</summary>
public sealed class SdpMediaSection
{
    /// <summary>The media type of the m-line: "audio", "video", "application", ...</summary>
    public required string Media { get; init; }

    /// <summary>The transport of the m-line, for example "UDP/TLS/RTP/SAVPF".</summary>
    public required string Protocol { get; init; }

    /// <summary>The formats of the m-line, in order of preference.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>The section's identification tag; empty if it has none.</summary>
    public required string Mid { get; init; }

    /// <summary>The kind of stream it negotiates, or null if we have to reject the section (port 0 in the answer).</summary>
    public MediaKind? Kind { get; internal set; }

    /// <summary>Direction as the offerer sees it.</summary>
    public required MediaDirection Direction { get; init; }

    /// <summary>The codecs of pictures that the section offers and that we can use; none for sound.</summary>
    public IReadOnlyList<VideoCodec> Codecs { get; init; } = [];

    /// <summary>The one of <see cref="Codecs"/> that is negotiated; means nothing for sound.</summary>
    public VideoCodec Codec { get; init; }

    /// <summary>The profile-level-id of H.264, where that is negotiated; else empty.</summary>
    public string H264Profile { get; init; } = string.Empty;

    /// <summary>Payload type of <see cref="Codec"/> or Opus, -1 if the section has nothing that we can use.</summary>
    public required int PayloadType { get; init; }

    /// <summary>Payload type of the retransmissions of <see cref="PayloadType"/> (RFC 4588), or null if they repeat the original as it was.</summary>
    public int? RtxPayloadType { get; init; }

    /// <summary>Payload type of Opus with redundancy (RFC 2198), or null.</summary>
    public int? RedPayloadType { get; init; }

    /// <summary>Id of the sdes:mid header extension, or null.</summary>
    public int? MidExtensionId { get; init; }

    /// <summary>Id of the audio level header extension (RFC 6464), or null.</summary>
    public int? AudioLevelExtensionId { get; init; }

    /// <summary>Id of the transport-wide sequence number extension, or null; only where the offerer also takes the feedback.</summary>
    public int? TransportSequenceExtensionId { get; init; }

    /// <summary>The simulcast layers that the offerer sends, in its order; empty where it sends one picture.</summary>
    public IReadOnlyList<SimulcastLayer> Layers { get; init; } = [];

    /// <summary>Id of the header extension with a packet's layer, or null.</summary>
    public int? RidExtensionId { get; init; }

    /// <summary>Id of the header extension with a retransmission's layer, or null.</summary>
    public int? RepairedRidExtensionId { get; init; }

    /// <summary>The offerer retransmits on, and sends, generic NACK (RFC 4585).</summary>
    public bool Nack { get; init; }

    /// <summary>The offerer understands and sends picture loss indications.</summary>
    public bool NackPli { get; init; }

    /// <summary>The offerer understands and sends full intra requests (RFC 5104).</summary>
    public bool CcmFir { get; init; }

    /// <summary>The offerer takes RTCP outside of compounds (RFC 5506).</summary>
    public bool ReducedSizeRtcp { get; init; }

    internal bool RtcpMux { get; init; }

    internal bool Disabled { get; init; }

    internal bool HasRtpProfile => Protocol is "UDP/TLS/RTP/SAVPF" or "UDP/TLS/RTP/SAVP";
}
