using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <content>What goes out: forwarded media, retransmissions, RTCP.</content>
public sealed partial class RtcPeer
{
    private const int MaxRtcpLength = 1200;
    private readonly byte[] _plain = new byte[MaxDatagramLength + Rtx.HeaderLength];
    private readonly byte[] _protected = new byte[MaxDatagramLength + Rtx.HeaderLength + SrtpSender.MaxOverhead];
    private readonly byte[] _rtcpProtected = new byte[MaxRtcpLength + SrtpSender.MaxOverhead];

    /// <summary>
    /// Forwards a packet that another peer received, as part of our outgoing stream of that kind. Of a picture that comes in several layers
    /// give all: one is chosen. The source's sender reports go along, about once a second and with RTP times translated, so that the remote
    /// side can synchronise audio and video.
    /// </summary>
    /// <param name="source">The stream that it is a part of.</param>
    /// <param name="packet">The packet as its source sent it, decrypted; it is not changed.</param>
    /// <param name="now">The time.</param>
    /// <returns>False if it was not sent: not connected, not negotiated, too long, of another layer, or a straggler of a source that was replaced.</returns>
    public bool SendRtp(IncomingSource source, in RtpPacket packet, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_outgoing[(int)source.Kind] is not { } stream || _srtpSender is null || State == RtcPeerState.Closed
            || _agent.Selected is not { } remote || !Forward(stream, source, packet, remote, now))
        {
            return false;
        }

        while (stream.Layers is { } layers && layers.TryTakeHeld(out var held))
        {
            Forward(stream, source, held, remote, now);
        }

        return true;
    }

    private bool Forward(OutgoingStream stream, IncomingSource source, in RtpPacket packet, TransportAddress remote, TimeSpan now)
    {
        if (packet.Bytes.Length > MaxDatagramLength || !stream.TryForward(source, packet, now, _plain, out var length))
        {
            return false;
        }

        var sequence = (ushort)((_plain[2] << 8) | _plain[3]);
        stream.Cache?.Add(sequence, _plain.AsSpan(0, length), now);
        stream.CountPacket(length - RtpPacket.FixedHeaderLength);
        Counters.RtpOut++;
        Transmit(_protected.AsSpan(0, _srtpSender!.ProtectRtp(_plain.AsSpan(0, length), _protected)), remote);
        return true;
    }

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
        Span<ReportBlock> blocks = stackalloc ReportBlock[1 + SdpSimulcast.MaxLayers];
        var count = 0;
        foreach (var stream in _incoming.All)
        {
            if (stream.TakeReport(now) is { } block)
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
