using PsyCare.Rtc;

namespace PsyCare.Media;

/// <summary>What peers count, added up over all of them, those that have gone included.</summary>
internal enum PeerCount
{
    /// <summary>RTP packets received, restored ones included.</summary>
    RtpReceived,

    /// <summary>Of those, the ones that a retransmission or redundant audio restored.</summary>
    RtpRestored,

    /// <summary>RTP packets lost for good on the way to us.</summary>
    RtpLost,

    /// <summary>RTP packets sent, without retransmissions.</summary>
    RtpSent,

    /// <summary>Retransmissions that receivers asked for and got.</summary>
    RtpResent,

    /// <summary>Packets that we asked for again.</summary>
    NacksSent,

    /// <summary>Keyframes that we asked for.</summary>
    KeyframesAskedFor,

    /// <summary>Keyframes that viewers asked for.</summary>
    KeyframesWanted,

    /// <summary>How often a viewer's picture went over to another layer.</summary>
    LayerChanges,
}

/// <summary>What of one peer's counts is in the totals already.</summary>
internal sealed class PeerReading
{
    private static readonly int Counts = Enum.GetValues<PeerCount>().Length;
    private readonly long[] _seen = new long[Counts];

    /// <summary>When the peer was last read.</summary>
    internal TimeSpan ReadAt { get; private set; }

    /// <summary>Adds what has grown since. What is lost can come after all: only growth beyond the most seen counts.</summary>
    internal void AddTo(long[] totals, RtcPeer peer, TimeSpan now)
    {
        ReadAt = now;
        for (var i = 0; i < Counts; i++)
        {
            var growth = Math.Max(0, Read(peer, (PeerCount)i) - _seen[i]);
            totals[i] += growth;
            _seen[i] += growth;
        }
    }

    internal static long[] NoCounts() => new long[Counts];

    private static long Read(RtcPeer peer, PeerCount count) => count switch
    {
        PeerCount.RtpReceived => peer.Counters.RtpIn,
        PeerCount.RtpRestored => peer.Counters.RtpRestored,
        PeerCount.RtpLost => peer.ReceiveQuality(MediaKind.Audio).Lost + peer.ReceiveQuality(MediaKind.Video).Lost,
        PeerCount.RtpSent => peer.Counters.RtpOut,
        PeerCount.RtpResent => peer.Counters.RtpResent,
        PeerCount.NacksSent => peer.Counters.NacksSent,
        PeerCount.KeyframesAskedFor => peer.Counters.KeyframeRequestsSent,
        PeerCount.KeyframesWanted => peer.Counters.KeyframeRequestsReceived,
        _ => peer.LayerChanges,
    };
}
