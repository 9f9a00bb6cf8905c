namespace PsyCare.Media;

/// <summary>Totals of the media endpoint since it started.</summary>
public sealed record MediaTotals
{
    /// <summary>Peer connections now.</summary>
    public required long Peers { get; init; }

    /// <summary>Datagrams received, dropped ones included.</summary>
    public required long DatagramsIn { get; init; }

    /// <summary>Bytes of those.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Datagrams sent.</summary>
    public required long DatagramsOut { get; init; }

    /// <summary>Bytes of those.</summary>
    public required long BytesOut { get; init; }

    /// <summary>TCP connections now, those that belong to nobody yet included.</summary>
    public required long TcpConnections { get; init; }

    /// <summary>Of the datagrams received, those that came over TCP.</summary>
    public required long TcpDatagramsIn { get; init; }

    /// <summary>Of the datagrams sent, those over TCP, dropped ones included.</summary>
    public required long TcpDatagramsOut { get; init; }

    /// <summary>TCP connections that are over, by why; reasons that never occurred are absent.</summary>
    public required IReadOnlyDictionary<string, long> TcpEnded { get; init; }

    /// <summary>CPU time of the media path: receiving, all that a datagram causes, timers. Zero where the system does not tell.</summary>
    public required TimeSpan Cpu { get; init; }

    /// <summary>Frames handed to the tap.</summary>
    public required long FramesTapped { get; init; }

    /// <summary>Frames and packets that a recording accepted.</summary>
    public required long FramesRecorded { get; init; }

    /// <summary>Frames and packets that should have been recorded but were not accepted: the disk was too slow, or failed.</summary>
    public required long FramesUnrecorded { get; init; }

    /// <summary>Frames that wait now for a segment to be opened.</summary>
    public required long FramesWaiting { get; init; }

    /// <summary>RTP packets received, restored ones included; this and what follows, but for the drops, our own endpoint reads from its peers every two seconds.</summary>
    public required long RtpReceived { get; init; }

    /// <summary>Of those, packets that a retransmission or redundant audio restored.</summary>
    public required long RtpRestored { get; init; }

    /// <summary>RTP packets lost for good on the way to us.</summary>
    public required long RtpLost { get; init; }

    /// <summary>RTP packets sent, without retransmissions.</summary>
    public required long RtpSent { get; init; }

    /// <summary>Retransmissions sent.</summary>
    public required long RtpResent { get; init; }

    /// <summary>Keyframes asked for.</summary>
    public required long KeyframesAskedFor { get; init; }

    /// <summary>How often a viewer's picture went over to another layer.</summary>
    public required long LayerChanges { get; init; }

    /// <summary>Dropped datagrams by reason; reasons that never occurred are absent.</summary>
    public required IReadOnlyDictionary<string, long> Dropped { get; init; }
}
