using System.Text;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;

namespace PsyCare.TestKit.Rtc;

/// <content>A picture in several sizes (simulcast).</content>
public sealed partial class TestPeer
{
    /// <summary>The layers in the order of the offer; none without simulcast.</summary>
    public IReadOnlyList<TestLayer> Layers { get; }

    /// <summary>Sends an encoded frame of a layer.</summary>
    /// <param name="layer">One of <see cref="Layers"/>.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="timestamp">Its time at 90 kHz; the layer's offset is added.</param>
    /// <param name="temporalId">Its temporal layer.</param>
    /// <param name="layerSync">True if it depends on nothing but the base layer.</param>
    public void SendVideoFrame(TestLayer layer, ReadOnlySpan<byte> frame, uint timestamp, int temporalId = 0, bool layerSync = false)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var payloads = layer.Packetizer.Packetize(frame, temporalId, layerSync);
        for (var i = 0; i < payloads.Count; i++)
        {
            SendRtp(layer, payloads[i], timestamp + layer.TimestampOffset, marker: i == payloads.Count - 1);
        }
    }

    /// <summary>Reports the pair of wall clock and RTP time of a layer.</summary>
    public void SendSenderReport(TestLayer layer, ulong ntpTime, uint timestamp)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var writer = new RtcpWriter(stackalloc byte[256]);
        writer.SenderReport(new SenderReport(layer.Ssrc, ntpTime, timestamp + layer.TimestampOffset, 0, 0));
        writer.SourceDescription(layer.Ssrc, "test");
        SendRtcp(writer.Written);
    }

    private void SendRtp(TestLayer layer, ReadOnlySpan<byte> payload, uint timestamp, bool marker)
    {
        var sequence = layer.NextSequence++;
        Span<byte> plain = stackalloc byte[RtpPacket.FixedHeaderLength + payload.Length];
        RtpPacket.WriteHeader(plain, marker, TestOffer.VideoPayloadType, sequence, timestamp, layer.Ssrc);
        payload.CopyTo(plain[RtpPacket.FixedHeaderLength..]);
        layer.Sent.Add(sequence, plain, TimeSpan.Zero);
        SendNamed(layer, plain, TestOffer.RidExtension);
    }

    private void Resend(TestLayer layer, in RtcpPacket nack, TimeSpan now)
    {
        var reader = new NackReader(nack.FeedbackEntries);
        Span<byte> wrapped = stackalloc byte[1500];
        while (reader.TryRead(out var sequence))
        {
            NacksReceived++;
            if (layer.Sent.TryTake(sequence, now, TimeSpan.Zero, out var original))
            {
                var length = Rtx.Write(original, TestOffer.RtxPayloadType, layer.RtxSsrc, layer.NextRtxSequence++, wrapped);
                SendNamed(layer, wrapped[..length], TestOffer.RepairedRidExtension);
            }
        }
    }

    /// <summary>Sends a packet, its layer's name in a header extension while the server may not know its SSRC.</summary>
    private void SendNamed(TestLayer layer, ReadOnlySpan<byte> packet, int extension)
    {
        if (layer.NamedPackets-- <= 0)
        {
            SendProtected(packet);
            return;
        }

        const int Header = RtpPacket.FixedHeaderLength;
        var words = (1 + layer.Rid.Length + 3) / 4;
        Span<byte> named = stackalloc byte[packet.Length + 4 + (4 * words)];
        named.Clear();
        packet[..Header].CopyTo(named);
        named[0] |= 0x10;
        (named[Header], named[Header + 1], named[Header + 3]) = (0xBE, 0xDE, (byte)words);
        named[Header + 4] = (byte)((extension << 4) | (layer.Rid.Length - 1));
        Encoding.ASCII.GetBytes(layer.Rid, named[(Header + 5)..]);
        packet[Header..].CopyTo(named[(Header + 4 + (4 * words))..]);
        SendProtected(named);
    }

    private TestLayer? FindLayer(uint ssrc) => Layers.FirstOrDefault(l => l.Ssrc == ssrc);

    private void NoteKeyframeRequest(uint mediaSsrc)
    {
        if (FindLayer(mediaSsrc) is { } layer)
        {
            layer.KeyframeRequests++;
        }
    }
}
