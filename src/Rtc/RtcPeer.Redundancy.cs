using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc;

/// <content>
/// Redundant audio (RFC 2198), taken apart as it comes: to everything behind this, forwarding and recording, it is Opus in packets of its own,
/// of which those that were lost come with their successors.
/// </content>
public sealed partial class RtcPeer
{
    private void Unpack(IncomingSource stream, in RtpPacket packet, TimeSpan now)
    {
        if (!RedReader.TryParse(packet.Payload, out var reader))
        {
            Counters.Drop(DropReason.RtpMalformed);
            return;
        }

        Span<byte> header = stackalloc byte[RtpPacket.FixedHeaderLength];
        for (var back = (ushort)(reader.Left - 1); reader.TryRead(out var type, out var offset, out var block); back--)
        {
            var sequence = (ushort)(packet.SequenceNumber - back);
            if (type != stream.PayloadType || block.IsEmpty || State == RtcPeerState.Closed)
            {
                continue;
            }

            if (back == 0)
            {
                DeliverBlock(stream, packet, packet.Bytes[..packet.HeaderLength], block, now);
            }
            else if (stream.Misses(packet.Ssrc, sequence))
            {
                RtpPacket.WriteHeader(header, marker: false, type, sequence, packet.Timestamp - offset, packet.Ssrc);
                DeliverBlock(stream, packet, header, block, now);
            }
        }
    }

    /// <summary>Makes a packet of a block, and takes it as if it had come by itself.</summary>
    private void DeliverBlock(IncomingSource stream, in RtpPacket redundant, scoped ReadOnlySpan<byte> header, ReadOnlySpan<byte> block, TimeSpan now)
    {
        var plain = Scratch.Unpacked.AsSpan(0, header.Length + block.Length);
        header.CopyTo(plain);
        block.CopyTo(plain[header.Length..]);
        plain[0] &= 0xDF; // padding was the whole packet's
        plain[1] = (byte)((plain[1] & 0x80) | stream.PayloadType);
        if (RtpPacket.TryParse(plain, out var packet))
        {
            Deliver(stream, packet, restored: packet.SequenceNumber != redundant.SequenceNumber, now);
        }
    }
}
