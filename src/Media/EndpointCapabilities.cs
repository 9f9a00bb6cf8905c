namespace PsyCare.Media;

/// <summary>
/// What an endpoint behind the media port can do beyond carrying, recording and tapping a call. The conformance tests read it: what is
/// declared must work, what is not declared must be refused or left out of the answer.
/// </summary>
public sealed record EndpointCapabilities
{
    /// <summary>All of it, which is what our own endpoint does.</summary>
    public static EndpointCapabilities All { get; } = new()
    {
        IceRestart = true,
        Simulcast = true,
        H264 = true,
        Retransmission = true,
        TransportFeedback = true,
        Goodbye = true,
        PlaceForRejectedMedia = true,
        SinglePort = true,
        Tcp = true,
    };

    /// <summary>A connection survives new ICE credentials (PATCH with <c>If-Match: *</c>); otherwise the page offers anew.</summary>
    public required bool IceRestart { get; init; }

    /// <summary>A picture may come in several sizes, and a viewer gets the one that fits (RFC 8853).</summary>
    public required bool Simulcast { get; init; }

    /// <summary>Whoever sends H.264 alone can be met (ADR 26); otherwise pictures are VP8, and an offer without it is rejected.</summary>
    public required bool H264 { get; init; }

    /// <summary>What is lost is asked for and sent again, both ways (NACK, RFC 4585; RTX, RFC 4588).</summary>
    public required bool Retransmission { get; init; }

    /// <summary>The sender learns when its packets came, and the endpoint what a viewer's network carries (transport-wide feedback).</summary>
    public required bool TransportFeedback { get; init; }

    /// <summary>A peer whose connection the endpoint ends is told at once (DTLS close_notify), not by silence.</summary>
    public required bool Goodbye { get; init; }

    /// <summary>Sections of an offer that it cannot use are rejected in place (port 0); otherwise the offer is.</summary>
    public required bool PlaceForRejectedMedia { get; init; }

    /// <summary>All peers share one UDP port; otherwise each has its own, counted up from the configured one.</summary>
    public required bool SinglePort { get; init; }

    /// <summary>A peer whose network has no UDP connects over TCP (RFC 6544), where that is configured.</summary>
    public required bool Tcp { get; init; }
}
