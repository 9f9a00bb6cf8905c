using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <summary>What a packet means for the stream it belongs to.</summary>
internal enum Arrival
{
    /// <summary>It has arrived before, or is too old to tell.</summary>
    Duplicate,

    /// <summary>It is new.</summary>
    New,

    /// <summary>It is new, and so much is missing before it that only a keyframe helps.</summary>
    NewAfterTooLargeGap,
}

/// <summary>A stream the remote side sends: its current SSRC, statistics, and what is missing of it.</summary>
internal sealed class IncomingStream(MediaKind kind, SdpMediaSection section)
{
    /// <summary>A jump this large means that the source has started over (RFC 3550 section A.1, MAX_DROPOUT).</summary>
    private const int MaxJump = 3000;

    /// <summary>Keeps the indices of the window positive when the first packets come out of order.</summary>
    private const long WindowOffset = 0x1_0000;

    private SequenceUnwrapper _sequence;
    private long _highest;
    private ReceiveStatistics? _statistics;
    private NackGenerator? _nacks;
    private ReplayWindow _seen = new();

    internal MediaKind Kind { get; } = kind;

    internal int PayloadType { get; } = section.PayloadType;

    /// <summary>Payload type of its retransmissions, or null.</summary>
    internal int? RtxPayloadType { get; } = section.RtxPayloadType;

    /// <summary>The current source, or null before the first packet.</summary>
    internal uint? Ssrc => _statistics?.Ssrc;

    internal NackGenerator? Nacks => _nacks;

    /// <summary>Packets lost for good: those that came on the retransmission stream do not count.</summary>
    internal long CumulativeLost => _statistics?.LostForGood ?? 0;

    internal uint Jitter => _statistics?.Jitter ?? 0;

    /// <summary>True if a retransmission of this number can belong to the current source.</summary>
    internal bool IsNear(ushort sequenceNumber) => Ssrc is not null && Distance(sequenceNumber) <= MaxJump;

    /// <summary>Notes a packet.</summary>
    /// <param name="packet">The packet, or what was restored of a retransmission.</param>
    /// <param name="restored">True for the latter.</param>
    /// <param name="now">The time.</param>
    internal Arrival OnPacket(in RtpPacket packet, bool restored, TimeSpan now)
    {
        if (packet.Ssrc != Ssrc || Distance(packet.SequenceNumber) > MaxJump)
        {
            Restart(packet);
        }

        var extended = _sequence.Unwrap(packet.SequenceNumber);
        if (!_seen.IsNew(extended + WindowOffset))
        {
            // SRTP finds the duplicates of one stream; these are an original and its retransmission.
            return Arrival.Duplicate;
        }

        _seen.Accept(extended + WindowOffset);
        _highest = Math.Max(_highest, extended);
        _statistics!.OnPacket(extended, packet.Timestamp, restored, now);
        return _nacks?.OnPacket(extended, restored, now) ?? false ? Arrival.NewAfterTooLargeGap : Arrival.New;
    }

    internal bool OnSenderReport(in SenderReport report, TimeSpan now)
    {
        if (report.Ssrc != Ssrc)
        {
            return false;
        }

        _statistics!.OnSenderReport(report, now);
        return true;
    }

    internal ReportBlock? TakeReport(TimeSpan now) => _statistics?.TakeReport(now);

    private int Distance(ushort sequenceNumber) => Math.Abs((int)(short)(sequenceNumber - (ushort)_highest));

    private void Restart(in RtpPacket packet)
    {
        _sequence = default;
        _seen = new ReplayWindow();
        _highest = packet.SequenceNumber;
        _statistics = new ReceiveStatistics(packet.Ssrc, Kind.ClockRate());
        _nacks = section.Nack ? new NackGenerator() : null;
    }
}
