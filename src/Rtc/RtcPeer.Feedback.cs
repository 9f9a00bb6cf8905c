using System.Buffers.Binary;
using PsyCare.Rtc.Rtcp;

namespace PsyCare.Rtc;

/// <content>RTCP that comes in: reports, and what the remote side asks for.</content>
public sealed partial class RtcPeer
{
    private void HandleRtcp(in RtcpPacket packet, TimeSpan now)
    {
        switch (packet.Type)
        {
            case RtcpType.SenderReport:
                HandleSenderReport(packet, now);
                HandleReportBlocks(packet, now);
                break;
            case RtcpType.ReceiverReport:
                HandleReportBlocks(packet, now);
                break;
            case RtcpType.TransportFeedback when packet.Count == RtcpFeedback.Nack:
                HandleNack(packet, now);
                break;
            case RtcpType.TransportFeedback when packet.Count == RtcpFeedback.TransportWide:
                _estimator.OnFeedback(packet.FeedbackEntries, _probe, now);
                KeepFor(_estimator.AnswerTime);
                break;
            case RtcpType.PayloadFeedback when packet.Count == RtcpFeedback.Pli:
                HandlePictureLoss(packet, now);
                break;
            case RtcpType.PayloadFeedback when packet.Count == RtcpFeedback.Fir:
                HandleFullIntra(packet, now);
                break;
        }
    }

    private void HandleSenderReport(in RtcpPacket packet, TimeSpan now)
    {
        if (!SenderReport.TryParse(packet.Body, out var report))
        {
            Counters.Drop(DropReason.RtcpMalformed);
            return;
        }

        foreach (var stream in _incoming.All)
        {
            stream.OnSenderReport(report, now);
        }
    }

    private void HandleReportBlocks(in RtcpPacket packet, TimeSpan now)
    {
        for (var blocks = packet.ReportBlocks; !blocks.IsEmpty; blocks = blocks[ReportBlock.Length..])
        {
            var block = ReportBlock.Read(blocks);
            if (FindOutgoing(block.Ssrc) is { } stream)
            {
                stream.OnReportBlock(block, now);
                NoteLoss(stream, now);
            }
        }
    }

    private void HandleNack(in RtcpPacket packet, TimeSpan now)
    {
        if (FindOutgoing(packet.MediaSsrc) is { } stream)
        {
            var reader = new NackReader(packet.FeedbackEntries);
            while (reader.TryRead(out var sequenceNumber))
            {
                Resend(stream, sequenceNumber, now);
            }
        }
    }

    private void HandlePictureLoss(in RtcpPacket packet, TimeSpan now)
    {
        if (FindOutgoing(packet.MediaSsrc) is { } stream && stream == _outgoing[(int)MediaKind.Video])
        {
            ReportKeyframeRequest(now);
        }
    }

    private void HandleFullIntra(in RtcpPacket packet, TimeSpan now)
    {
        for (var entries = packet.FeedbackEntries; entries.Length >= 8; entries = entries[8..])
        {
            var stream = FindOutgoing(BinaryPrimitives.ReadUInt32BigEndian(entries));
            if (stream is not null && stream == _outgoing[(int)MediaKind.Video] && stream.IsNewFullIntra(entries[4]))
            {
                ReportKeyframeRequest(now);
            }
        }
    }

    private void ReportKeyframeRequest(TimeSpan now)
    {
        Counters.KeyframeRequestsReceived++;
        if (_outgoing[(int)MediaKind.Video]?.Layers is { } layers && (layers.Current ?? layers.Awaited) is { } source)
        {
            _sink.OnKeyframeRequested(this, source, now);
        }
    }

    /// <summary>What is sent is kept for as long as the remote side may ask for it again.</summary>
    private void KeepFor(TimeSpan roundTrip)
    {
        foreach (var stream in _outgoing)
        {
            stream?.Cache?.Follow(roundTrip);
        }
    }

    private OutgoingStream? FindOutgoing(uint ssrc)
    {
        foreach (var stream in _outgoing)
        {
            if (stream?.Ssrc == ssrc)
            {
                return stream;
            }
        }

        return null;
    }
}
