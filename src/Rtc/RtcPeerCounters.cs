namespace PsyCare.Rtc;

/// <summary>Totals since the peer was made. Written on the peer's thread; a reader on another one sees slightly old values.</summary>
public sealed class RtcPeerCounters
{
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];

    /// <summary>Datagrams given to the peer.</summary>
    public long DatagramsIn { get; internal set; }

    /// <summary>Bytes of those.</summary>
    public long BytesIn { get; internal set; }

    /// <summary>Datagrams the peer sent.</summary>
    public long DatagramsOut { get; internal set; }

    /// <summary>Bytes of those.</summary>
    public long BytesOut { get; internal set; }

    /// <summary>RTP packets received and delivered.</summary>
    public long RtpIn { get; internal set; }

    /// <summary>Of those, packets whose original was lost: they came as a retransmission (RFC 4588) or with a later packet of sound (RFC 2198).</summary>
    public long RtpRestored { get; internal set; }

    /// <summary>RTP packets sent, without retransmissions.</summary>
    public long RtpOut { get; internal set; }

    /// <summary>RTP packets the remote side asked for again and got.</summary>
    public long RtpResent { get; internal set; }

    /// <summary>Packets we asked the remote side to send again (each request counts).</summary>
    public long NacksSent { get; internal set; }

    /// <summary>Keyframes we asked of the remote side.</summary>
    public long KeyframeRequestsSent { get; internal set; }

    /// <summary>Keyframes the remote side asked of us.</summary>
    public long KeyframeRequestsReceived { get; internal set; }

    /// <summary>Everything dropped, whatever the reason.</summary>
    public long TotalDropped => _dropped.Sum();

    /// <summary>How often something was dropped for this reason.</summary>
    /// <param name="reason">The reason.</param>
    public long Dropped(DropReason reason) => _dropped[(int)reason];

    internal void Drop(DropReason reason) => _dropped[(int)reason]++;
}
