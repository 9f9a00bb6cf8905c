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

/// <summary>
/// A stream the remote side sends: its sound, its picture, or one layer of the picture if it sends several sizes (simulcast). Knows its
/// current SSRC, statistics, and what is missing of it.
/// </summary>
public sealed class IncomingSource
{
    /// <summary>A jump this large means that the source has started over (RFC 3550 section A.1, MAX_DROPOUT).</summary>
    private const int MaxJump = 3000;

    /// <summary>Keeps the indices of the window positive when the first packets come out of order.</summary>
    private const long WindowOffset = 0x1_0000;

    /// <summary>So long that a keyframe does not weigh much.</summary>
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(4);

    private readonly SdpMediaSection _section;
    private SequenceUnwrapper _sequence;
    private long _highest;
    private ReceiveStatistics? _statistics;
    private NackGenerator? _nacks;
    private ReplayWindow _seen = new();
    private KeyframeRequests _keyframes;

    private RateMeter _rate = new(RateWindow);
    private RateMeter _baseRate = new(RateWindow);

    internal IncomingSource(RtcPeer peer, MediaKind kind, SdpMediaSection section, string? rid)
    {
        _section = section;
        (Peer, Kind, Rid) = (peer, kind, rid);
    }

    /// <summary>The peer that it comes from.</summary>
    public RtcPeer Peer { get; }

    /// <summary>What it carries.</summary>
    public MediaKind Kind { get; }

    /// <summary>How its pictures are encoded; means nothing for sound.</summary>
    public VideoCodec Codec => _section.Codec;

    /// <summary>Its restriction id if it is a layer of a simulcast (RFC 8851), else null.</summary>
    public string? Rid { get; }

    /// <summary>The current source, or null before the first packet.</summary>
    public uint? Ssrc => _statistics?.Ssrc;

    /// <summary>Size of the picture, width times height of the last keyframe; 0 before the first one and for sound.</summary>
    public int Pixels { get; private set; }

    /// <summary>False if the sender has stopped sending this layer while it sends others, or has not begun.</summary>
    public bool IsFlowing { get; internal set; }

    /// <summary>Clock mapping of the current source: its last sender report; null before the first.</summary>
    public SenderReport? Report { get; private set; }

    internal TimeSpan ReportAt { get; private set; }

    internal int PayloadType => _section.PayloadType;

    /// <summary>Payload type of its retransmissions, or null.</summary>
    internal int? RtxPayloadType => _section.RtxPayloadType;

    /// <summary>Payload type of its packets with redundancy (RFC 2198), or null.</summary>
    internal int? RedPayloadType => _section.RedPayloadType;

    /// <summary>The SSRC of its retransmissions once it is known by their header extension.</summary>
    internal uint? RtxSsrc { get; set; }

    /// <summary>Frames that other layers have sent since this one's last packet.</summary>
    internal int FramesBehind { get; set; }

    /// <summary>Keyframes asked of this stream.</summary>
    internal ref KeyframeRequests Keyframes => ref _keyframes;

    internal NackGenerator? Nacks => _nacks;

    /// <summary>Packets lost for good: those that were restored do not count.</summary>
    internal long CumulativeLost => _statistics?.LostForGood ?? 0;

    internal uint Jitter => _statistics?.Jitter ?? 0;

    /// <summary>What it sends, payloads and headers, over the last four seconds.</summary>
    /// <param name="now">The time.</param>
    public double BitsPerSecond(TimeSpan now) => _rate.BitsPerSecond(now);

    /// <summary>Of that, the lowest temporal layer; all of it if there are none.</summary>
    /// <param name="now">The time.</param>
    public double BaseBitsPerSecond(TimeSpan now) => _baseRate.BitsPerSecond(now);

    /// <summary>True if a retransmission of this number can belong to the current source.</summary>
    internal bool IsNear(ushort sequenceNumber) => Ssrc is not null && Distance(sequenceNumber) <= MaxJump;

    /// <summary>True for a number near those of the current source that has not come.</summary>
    internal bool Misses(uint ssrc, ushort sequenceNumber)
    {
        var ahead = (short)(sequenceNumber - (ushort)_highest);
        return ssrc == Ssrc && Math.Abs((int)ahead) <= MaxJump && _seen.IsNew(_highest + ahead + WindowOffset);
    }

    /// <summary>Notes a packet.</summary>
    /// <param name="packet">The packet, or what was restored of a retransmission or of redundant audio.</param>
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
            // SRTP finds the duplicates of one stream; these are an original and what was restored of it.
            return Arrival.Duplicate;
        }

        _seen.Accept(extended + WindowOffset);
        _highest = Math.Max(_highest, extended);
        _statistics!.OnPacket(extended, packet.Timestamp, restored, now);
        Measure(packet, now);
        var isAnswer = restored && RtxPayloadType is not null; // a copy in redundant audio comes unasked
        return _nacks?.OnPacket(extended, isAnswer, now) ?? false ? Arrival.NewAfterTooLargeGap : Arrival.New;
    }

    /// <summary>Takes a sender report, if it is about this stream.</summary>
    internal void OnSenderReport(in SenderReport report, TimeSpan now)
    {
        if (report.Ssrc == Ssrc)
        {
            _statistics!.OnSenderReport(report, now);
            (Report, ReportAt) = (report, now);
        }
    }

    internal ReportBlock? TakeReport(TimeSpan now) => _statistics?.TakeReport(now);

    private int Distance(ushort sequenceNumber) => Math.Abs((int)(short)(sequenceNumber - (ushort)_highest));

    private void Measure(in RtpPacket packet, TimeSpan now)
    {
        _rate.Add(packet.Bytes.Length, now);
        if (Kind == MediaKind.Audio || !VideoPayload.TryParse(Codec, packet.Payload, out var descriptor, out var startsKeyframe))
        {
            return;
        }

        if (descriptor.TemporalId is null or 0)
        {
            _baseRate.Add(packet.Bytes.Length, now);
        }

        if (startsKeyframe && VideoPayload.TryReadSize(Codec, packet.Payload, descriptor, out var width, out var height))
        {
            Pixels = width * height;
        }
    }

    private void Restart(in RtpPacket packet)
    {
        Report = null;
        _sequence = default;
        _seen = new ReplayWindow();
        _highest = packet.SequenceNumber;
        _statistics = new ReceiveStatistics(packet.Ssrc, Kind.ClockRate());
        _nacks = _section.Nack ? new NackGenerator() : null;
    }
}
