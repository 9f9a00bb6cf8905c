using System.Buffers.Binary;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc;

/// <content>What goes out: forwarded media, retransmissions, RTCP.</content>
public sealed partial class RtcPeer
{
    internal const int MaxRtcpLength = 1200;
    private const int NumberLength = 8; // a block of header extensions with a transport-wide number
    internal const int MaxPlainLength = NumberLength + MaxDatagramLength + Rtx.HeaderLength;

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
            || _agent.Selected is not { } remote)
        {
            return false;
        }

        var isSent = Forward(stream, source, packet, remote, now);
        while (stream.Layers is { } layers && layers.TryTakeHeld(out var held))
        {
            Forward(stream, source, held, remote, now);
        }

        return isSent;
    }

    private bool Forward(OutgoingStream stream, IncomingSource source, in RtpPacket packet, TransportAddress remote, TimeSpan now)
    {
        if (packet.Bytes.Length > MaxDatagramLength || !stream.TryForward(source, packet, now, Scratch.Plain.AsSpan(NumberLength), out var length))
        {
            return false;
        }

        var plain = Scratch.Plain.AsSpan(NumberLength, length);
        stream.Cache?.Add(BinaryPrimitives.ReadUInt16BigEndian(plain[2..]), plain, now);
        stream.CountPacket(length - RtpPacket.FixedHeaderLength);
        Counters.RtpOut++;
        TransmitRtp(stream, length, remote, now);
        return true;
    }

    /// <summary>Sends the packet that lies <see cref="NumberLength"/> bytes inside the buffer, numbered if it may be and the viewer reports on it.</summary>
    private void TransmitRtp(OutgoingStream stream, int length, TransportAddress remote, TimeSpan now)
    {
        var packet = stream.IsNumbered && _transportSequenceId is not null ? Number(length, now) : Scratch.Plain.AsSpan(NumberLength, length);
        Transmit(Scratch.Protected.AsSpan(0, _srtpSender!.ProtectRtp(packet, Scratch.Protected)), remote, stream.Priority);
    }

    private ReadOnlySpan<byte> Number(int length, TimeSpan now)
    {
        const int Header = RtpPacket.FixedHeaderLength;
        length += NumberLength;
        var number = _estimator.OnSent(length, now);
        _probe.OnSent(length);
        var packet = Scratch.Plain.AsSpan(0, length);
        packet.Slice(NumberLength, Header).CopyTo(packet);
        packet[0] |= 0x10;
        BinaryPrimitives.WriteUInt32BigEndian(packet[Header..], 0xBEDE_0001); // one word of one-byte elements (RFC 8285)
        packet[Header + 4] = (byte)((_transportSequenceId!.Value << 4) | 1);
        BinaryPrimitives.WriteUInt16BigEndian(packet[(Header + 5)..], number);
        packet[Header + 7] = 0;
        return packet;
    }

    /// <summary>What was sent again less than a round trip ago may still be on its way.</summary>
    private TimeSpan ResendInterval => RoundTripTime is { } roundTrip && roundTrip > MinResendInterval ? roundTrip : MinResendInterval;

    private void Resend(OutgoingStream stream, ushort sequenceNumber, TimeSpan now)
    {
        if (_resendBudget > 0 && stream.Cache is { } cache && _agent.Selected is { } remote
            && cache.TryTake(sequenceNumber, now, ResendInterval, out var original))
        {
            _resendBudget--;
            Counters.RtpResent++;
            TransmitRtp(stream, stream.WriteRetransmission(original, Scratch.Plain.AsSpan(NumberLength)), remote, now);
        }
    }

    private void TransmitRtcp(ReadOnlySpan<byte> compound)
    {
        if (_srtpSender is not null && _agent.Selected is { } remote && !compound.IsEmpty)
        {
            var length = _srtpSender.ProtectRtcp(compound, Scratch.Rtcp);
            Transmit(Scratch.Rtcp.AsSpan(0, length), remote, PacketPriority.Control);
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
