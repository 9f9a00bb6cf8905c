using System.Buffers.Binary;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <content>Protected media and RTCP that come in.</content>
public sealed partial class RtcPeer
{
    private void HandleSrtp(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        if (!MayUseSrtp(remote, now) || !Accepted(_srtpReceiver!.UnprotectRtp(datagram, Scratch.Received, out var length), now))
        {
            return;
        }

        if (!RtpPacket.TryParse(Scratch.Received.AsSpan(0, length), out var packet))
        {
            Counters.Drop(DropReason.RtpMalformed);
            return;
        }

        NoteTransport(packet, now);
        if (_incoming.FindOriginal(packet) is { } stream)
        {
            Deliver(stream, packet, restored: false, now);
        }
        else if (_incoming.FindRedundant(packet) is { } sound)
        {
            Unpack(sound, packet, now);
        }
        else if (_incoming.FindRetransmitted(packet) is { } original)
        {
            Restore(original, packet, now);
        }
        else
        {
            Counters.Drop(_incoming.Knows(packet.PayloadType) ? DropReason.UnknownLayer : DropReason.UnknownPayloadType);
        }
    }

    /// <summary>Every packet counts for the sender's congestion control, retransmissions and padding too.</summary>
    private void NoteTransport(in RtpPacket packet, TimeSpan now)
    {
        if (_arrivals is not null && packet.TryGetExtension(_transportSequenceId!.Value, out var number) && number.Length == 2)
        {
            _arrivals.Add(BinaryPrimitives.ReadUInt16BigEndian(number), now);
            _transportSsrc = packet.Ssrc;
        }
    }

    /// <summary>Makes the original of a retransmission and takes it as if it had come by itself.</summary>
    private void Restore(IncomingSource stream, in RtpPacket packet, TimeSpan now)
    {
        if (!Rtx.TryReadOriginalSequence(packet, out var sequence) || !stream.IsNear(sequence))
        {
            Counters.Drop(DropReason.NothingNew);
            return;
        }

        var bytes = Scratch.Received.AsSpan(0, packet.Bytes.Length);
        var original = Rtx.Restore(bytes, packet.HeaderLength, packet.PaddingLength, (byte)stream.PayloadType, stream.Ssrc!.Value);
        if (RtpPacket.TryParse(original, out var restored))
        {
            Deliver(stream, restored, restored: true, now);
        }
    }

    private void Deliver(IncomingSource stream, in RtpPacket packet, bool restored, TimeSpan now)
    {
        if (!NoteArrival(stream, packet, restored, now))
        {
            Counters.Drop(DropReason.NothingNew);
            return;
        }

        Counters.RtpIn++;
        Counters.RtpRestored += restored ? 1 : 0;
        _incoming.NoteFlow(stream, packet);
        _sink.OnRtp(this, stream, packet, now);
    }

    private bool NoteArrival(IncomingSource stream, in RtpPacket packet, bool restored, TimeSpan now)
    {
        if (stream.Ssrc != packet.Ssrc && stream.Kind == MediaKind.Video)
        {
            // A source begins with a keyframe.
            stream.Keyframes.Forget();
        }

        var arrival = stream.OnPacket(packet, restored, now);
        if (arrival == Arrival.NewAfterTooLargeGap && stream.Kind == MediaKind.Video)
        {
            RequestKeyframe(stream, now);
        }

        return arrival != Arrival.Duplicate;
    }

    private void HandleSrtcp(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        if (!MayUseSrtp(remote, now) || !Accepted(_srtpReceiver!.UnprotectRtcp(datagram, Scratch.Received, out var length), now))
        {
            return;
        }

        var compound = Scratch.Received.AsSpan(0, length);
        if (!RtcpReader.IsValid(compound))
        {
            Counters.Drop(DropReason.RtcpMalformed);
            return;
        }

        var reader = new RtcpReader(compound);
        while (State != RtcPeerState.Closed && reader.TryRead(out var packet))
        {
            HandleRtcp(packet, now);
        }
    }

    private bool MayUseSrtp(TransportAddress remote, TimeSpan now)
    {
        if (_srtpReceiver is null || !_agent.IsValidated(remote, now))
        {
            Counters.Drop(_srtpReceiver is null ? DropReason.NotConnected : DropReason.AddressNotValidated);
            return false;
        }

        return true;
    }

    private bool Accepted(SrtpResult result, TimeSpan now)
    {
        if (result == SrtpResult.Ok)
        {
            MarkAlive(now);
            return State != RtcPeerState.Closed;
        }

        Counters.Drop(result switch
        {
            SrtpResult.TooShort => DropReason.TooShort,
            SrtpResult.Replayed => DropReason.Replayed,
            SrtpResult.Malformed => DropReason.RtpMalformed,
            _ => DropReason.AuthenticationFailed,
        });
        return false;
    }
}
