using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc;

/// <summary>A stream the remote side sends: its current SSRC, statistics, and what is missing of it.</summary>
internal sealed class IncomingStream(MediaKind kind, SdpMediaSection section)
{
    /// <summary>A jump this large means that the source has started over (RFC 3550 section A.1, MAX_DROPOUT).</summary>
    private const int MaxJump = 3000;

    private SequenceUnwrapper _sequence;
    private long _highest;
    private ReceiveStatistics? _statistics;
    private NackGenerator? _nacks;

    internal MediaKind Kind { get; } = kind;

    internal int PayloadType { get; } = section.PayloadType;

    /// <summary>The current source, or null before the first packet.</summary>
    internal uint? Ssrc => _statistics?.Ssrc;

    internal NackGenerator? Nacks => _nacks;

    internal long CumulativeLost => _statistics?.CumulativeLost ?? 0;

    internal uint Jitter => _statistics?.Jitter ?? 0;

    /// <summary>Notes a packet. Returns true if so much is missing that only a keyframe helps.</summary>
    internal bool OnPacket(in RtpPacket packet, TimeSpan now)
    {
        if (packet.Ssrc != Ssrc || Math.Abs((int)(short)(packet.SequenceNumber - (ushort)_highest)) > MaxJump)
        {
            _sequence = default;
            _highest = packet.SequenceNumber;
            _statistics = new ReceiveStatistics(packet.Ssrc, Kind.ClockRate());
            _nacks = section.Nack ? new NackGenerator() : null;
        }

        var extended = _sequence.Unwrap(packet.SequenceNumber);
        _highest = Math.Max(_highest, extended);
        _statistics!.OnPacket(extended, packet.Timestamp, now);
        return _nacks?.OnPacket(extended, now) ?? false;
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
}
