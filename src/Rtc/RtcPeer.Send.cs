using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <content>What goes out: forwarded media, retransmissions, RTCP.</content>
public sealed partial class RtcPeer
{
    private const int MaxRtcpLength = 1200;
    private readonly byte[] _plain = new byte[MaxDatagramLength + Rtx.HeaderLength];
    private readonly byte[] _protected = new byte[MaxDatagramLength + Rtx.HeaderLength + SrtpSender.MaxOverhead];
    private readonly byte[] _rtcpProtected = new byte[MaxRtcpLength + SrtpSender.MaxOverhead];

    /// <summary>Forwards a packet that another peer received, as part of our outgoing stream of that kind.</summary>
    /// <param name="kind">The stream.</param>
    /// <param name="packet">The packet as its source sent it, decrypted; it is not changed.</param>
    /// <param name="now">The time.</param>
    /// <returns>False if it was not sent: not connected, not negotiated, too long, or a straggler of a source that was replaced.</returns>
    public bool SendRtp(MediaKind kind, in RtpPacket packet, TimeSpan now)
    {
        if (_outgoing[(int)kind] is not { } stream || _srtpSender is null || State == RtcPeerState.Closed
            || packet.Bytes.Length > MaxDatagramLength || _agent.Selected is not { } remote
            || !stream.Rewriter.TryRewrite(packet, now, _plain, out var length))
        {
            return false;
        }

        var sequence = (ushort)((_plain[2] << 8) | _plain[3]);
        stream.Cache?.Add(sequence, _plain.AsSpan(0, length), now);
        stream.CountPacket(length - RtpPacket.FixedHeaderLength);
        Counters.RtpOut++;
        Transmit(_protected.AsSpan(0, _srtpSender.ProtectRtp(_plain.AsSpan(0, length), _protected)), remote);
        return true;
    }

    /// <summary>
    /// Passes on the clock mapping of the source whose packets <see cref="SendRtp"/> forwards. Reports then go out about once a second, with
    /// RTP times translated, so that the remote side can synchronise audio and video.
    /// </summary>
    /// <param name="kind">The stream.</param>
    /// <param name="report">The report as the source sent it.</param>
    /// <param name="now">When it arrived.</param>
    public void ForwardSenderReport(MediaKind kind, in SenderReport report, TimeSpan now) =>
        _outgoing[(int)kind]?.OnSourceReport(report, now);

    private void Resend(OutgoingStream stream, ushort sequenceNumber, TimeSpan now)
    {
        if (_resendBudget > 0 && stream.Cache is { } cache && _agent.Selected is { } remote
            && cache.TryTake(sequenceNumber, now, MinResendInterval, out var original))
        {
            _resendBudget--;
            Counters.RtpResent++;
            var length = stream.WriteRetransmission(original, _plain);
            Transmit(_protected.AsSpan(0, _srtpSender!.ProtectRtp(_plain.AsSpan(0, length), _protected)), remote);
        }
    }

    private void TransmitRtcp(ReadOnlySpan<byte> compound)
    {
        if (_srtpSender is not null && _agent.Selected is { } remote && !compound.IsEmpty)
        {
            var length = _srtpSender.ProtectRtcp(compound, _rtcpProtected);
            Transmit(_rtcpProtected.AsSpan(0, length), remote);
        }
    }

    /// <summary>The regular compound: sender reports, what we received, canonical names (RFC 3550 section 6.1).</summary>
    private void SendReports(TimeSpan now)
    {
        var writer = new RtcpWriter(stackalloc byte[MaxRtcpLength]);
        foreach (var stream in _outgoing)
        {
            if (stream?.TakeSenderReport(now) is { } report)
            {
                writer.SenderReport(report);
            }
        }

        WriteReceiverReport(ref writer, now);
        WriteNames(ref writer);
        TransmitRtcp(writer.Written);
    }

    private void WriteReceiverReport(ref RtcpWriter writer, TimeSpan now)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[2];
        var count = 0;
        foreach (var stream in _incoming)
        {
            if (stream?.TakeReport(now) is { } block)
            {
                blocks[count++] = block;
            }
        }

        writer.ReceiverReport(_localSsrc, blocks[..count]);
    }

    private void WriteNames(ref RtcpWriter writer)
    {
        foreach (var stream in _outgoing)
        {
            if (stream is not null)
            {
                writer.SourceDescription(stream.Ssrc, _cname);
            }
        }
    }

    private void SendGoodbye()
    {
        var writer = new RtcpWriter(stackalloc byte[MaxRtcpLength]);
        writer.ReceiverReport(_localSsrc, []);
        foreach (var stream in _outgoing)
        {
            if (stream is not null)
            {
                writer.Goodbye(stream.Ssrc);
            }
        }

        TransmitRtcp(writer.Written);
    }
}
