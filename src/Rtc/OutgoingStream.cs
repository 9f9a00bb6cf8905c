using System.Security.Cryptography;
using PsyCare.Rtc.Layers;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc;

/// <summary>A stream we send: numbering, the packets kept for retransmission, and the clock mapping of its source.</summary>
internal sealed class OutgoingStream : IDisposable
{
    /// <summary>Without news from the source for this long its clock mapping is not passed on.</summary>
    private static readonly TimeSpan MaxReportAge = TimeSpan.FromSeconds(20);

    private readonly MediaKind _kind;
    private readonly VideoCodec _codec;
    private readonly RtpRewriter? _sound;
    private IncomingSource? _source;
    private (uint CompactNtp, TimeSpan At) _sentReport;
    private uint _packets;
    private uint _octets;
    private int _lastFullIntra = -1;
    private ushort _rtxSequence;

    internal OutgoingStream(MediaKind kind, SdpMediaSection section)
    {
        (_kind, _codec) = (kind, section.Codec);
        Ssrc = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
        Cache = section.Nack ? RetransmissionCache.For(kind) : null;
        if (section.RtxPayloadType is { } rtxPayloadType)
        {
            Rtx = ((byte)rtxPayloadType, (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue));
            _rtxSequence = (ushort)RandomNumberGenerator.GetInt32(1, 0x8000);
        }

        // Starting in the lower half keeps the receiver's SRTP rollover counter right even if the first packets are lost.
        var first = (ushort)RandomNumberGenerator.GetInt32(1, 0x8000);
        var timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
        if (kind == MediaKind.Audio)
        {
            _sound = new RtpRewriter(Ssrc, (byte)section.PayloadType, kind.ClockRate(), first, timestamp);
        }
        else
        {
            Layers = new LayerForwarder(new VideoRewriter(Ssrc, (byte)section.PayloadType, first, timestamp));
        }
    }

    internal uint Ssrc { get; }

    /// <summary>Payload type and SSRC of retransmissions, or null if they repeat the original on its own stream.</summary>
    internal (byte PayloadType, uint Ssrc)? Rtx { get; }

    /// <summary>Which layer of the other side's picture goes out; null for sound.</summary>
    internal LayerForwarder? Layers { get; }

    /// <summary>Null if the remote side did not negotiate NACK.</summary>
    internal RetransmissionCache? Cache { get; }

    /// <summary>
    /// Whether its packets may carry a number of the transport. Not where a retransmission is the same packet again: under GCM it has to be
    /// the same byte for byte.
    /// </summary>
    internal bool IsNumbered => Cache is null || Rtx is not null;

    /// <summary>What its packets give way to where the path has no room.</summary>
    internal PacketPriority Priority => _kind == MediaKind.Audio ? PacketPriority.Sound : PacketPriority.Picture;

    /// <summary>What is being sent comes from here; null before the first packet.</summary>
    internal IncomingSource? Source => _source;

    internal TimeSpan? RoundTripTime { get; private set; }

    /// <summary>Share of packets the remote side lost in its last report interval, 0-1.</summary>
    internal double FractionLost { get; private set; }

    /// <summary>Writes the outgoing form of a packet of a source.</summary>
    /// <returns>False if it is not to go out: of a picture encoded as this stream is not, for one thing.</returns>
    internal bool TryForward(IncomingSource source, in RtpPacket packet, TimeSpan now, Span<byte> destination, out int length)
    {
        length = 0;
        if (_kind == MediaKind.Video && source.Codec != _codec)
        {
            return false;
        }

        var forwards = Layers?.TryForward(source, packet, now, destination, out length)
            ?? _sound!.TryRewrite(packet, now, destination, out length);
        _source = Layers is null ? source : Layers.Current;
        return forwards;
    }

    internal void CountPacket(int payloadLength)
    {
        _packets++;
        _octets += (uint)payloadLength;
    }

    /// <summary>Writes the packet that repeats an original: the original itself, or its wrapping (RFC 4588).</summary>
    /// <returns>Bytes written, at most <see cref="Rtp.Rtx.HeaderLength"/> more than the original has.</returns>
    internal int WriteRetransmission(ReadOnlySpan<byte> original, Span<byte> destination)
    {
        if (Rtx is { } rtx)
        {
            return Rtp.Rtx.Write(original, rtx.PayloadType, rtx.Ssrc, _rtxSequence++, destination);
        }

        original.CopyTo(destination);
        return original.Length;
    }

    /// <summary>The source's clock mapping, carried forward to now and onto our timestamps; null if there is none to pass on.</summary>
    internal SenderReport? TakeSenderReport(TimeSpan now)
    {
        if (_source is not { Report: { } source } || now - _source.ReportAt > MaxReportAge
            || !TryTranslate(source.Ssrc, source.RtpTimestamp, out var timestamp))
        {
            return null;
        }

        var elapsed = now - _source.ReportAt;

        var ntp = source.NtpTime + (ulong)(((UInt128)elapsed.Ticks << 32) / TimeSpan.TicksPerSecond);
        timestamp += (uint)(elapsed.Ticks * _kind.ClockRate() / TimeSpan.TicksPerSecond);
        var report = new SenderReport(Ssrc, ntp, timestamp, _packets, _octets);
        _sentReport = (report.CompactNtp, now);
        return report;
    }

    /// <summary>Reads the remote side's report on this stream; the round trip follows from RFC 3550 section 6.4.1.</summary>
    internal void OnReportBlock(in ReportBlock block, TimeSpan now)
    {
        FractionLost = block.FractionLost / 256.0;
        if (block.LastSenderReport != 0 && block.LastSenderReport == _sentReport.CompactNtp)
        {
            var roundTrip = now - _sentReport.At - TimeSpan.FromSeconds(block.DelaySinceLast / 65_536.0);
            RoundTripTime = roundTrip > TimeSpan.Zero ? roundTrip : TimeSpan.Zero;
            Cache?.Follow(RoundTripTime.Value);
        }
    }

    /// <summary>True for a full intra request that has not been seen: repetitions carry the same number (RFC 5104 section 4.3.1.1).</summary>
    internal bool IsNewFullIntra(byte commandNumber)
    {
        var isNew = commandNumber != _lastFullIntra;
        _lastFullIntra = commandNumber;
        return isNew;
    }

    private bool TryTranslate(uint ssrc, uint rtpTimestamp, out uint timestamp) =>
        Layers?.Rewriter.TryTranslate(ssrc, rtpTimestamp, out timestamp) ?? _sound!.TryTranslate(ssrc, rtpTimestamp, out timestamp);

    /// <inheritdoc/>
    public void Dispose()
    {
        Cache?.Dispose();
        Layers?.Dispose();
    }
}
