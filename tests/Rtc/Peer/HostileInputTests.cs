using System.Net;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Peer;

public class HostileInputTests
{
    [Fact]
    public void A_hundred_thousand_random_datagrams_neither_stop_a_call_nor_grow_it()
    {
        using var call = new Call().Connect();
        var stranger = new TransportAddress(IPEndPoint.Parse("203.0.113.5:1111"));
        var random = new Random(5);
        var buffer = new byte[1500];
        Feed(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(100_000);
        var grown = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(101_000, call.Server.Counters.TotalDropped);
        Assert.True(grown < 10_000_000, $"{grown} bytes allocated");
        Assert.Equal(RtcPeerState.Connected, call.Server.State);
        call.Client.SendAudioFrame([7], 1);
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal([7], call.Sink.Rtp.Single().Payload);

        void Feed(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var datagram = buffer.AsSpan(0, random.Next(buffer.Length));
                random.NextBytes(datagram);
                if (datagram.Length > 0)
                {
                    // Half of them get past the demultiplexer.
                    datagram[0] = (byte)((i % 4) switch { 0 => 0, 1 => 22, 2 => 0x80, _ => datagram[0] });
                }

                call.Server.HandleDatagram(datagram, i % 2 == 0 ? stranger : call.ClientAddress, call.Now);
            }
        }
    }

    [Fact]
    public void Every_short_length_of_every_protocol_is_dropped()
    {
        using var call = new Call().Connect();
        var datagram = new byte[64];
        foreach (var first in new byte[] { 0, 1, 20, 22, 23, 63, 64, 127, 128, 191, 192, 255 })
        {
            for (var length = 0; length <= datagram.Length; length++)
            {
                datagram[0] = first;
                datagram[1] = (byte)(length % 2 == 0 ? 200 : 96);
                call.Server.HandleDatagram(datagram.AsSpan(0, length), call.ClientAddress, call.Now);
            }
        }

        Assert.Equal(RtcPeerState.Connected, call.Server.State);
        Assert.Empty(call.Sink.Rtp);
    }

    [Fact]
    public void A_replayed_packet_is_dropped()
    {
        using var call = new Call().Connect();
        byte[] captured = [];
        call.Client.Transmit = datagram => captured = datagram.ToArray();
        call.Client.SendAudioFrame([1], 1);
        call.Server.HandleDatagram(captured, call.ClientAddress, call.Now);
        call.Server.HandleDatagram(captured, call.ClientAddress, call.Now);
        Assert.Single(call.Sink.Rtp);
        Assert.Equal(1, call.Server.Counters.Dropped(DropReason.Replayed));
    }

    [Fact]
    public void A_flood_of_nacks_is_answered_within_a_budget()
    {
        using var call = new Call().Connect();
        call.Sink.ForwardTo = call.Server;
        for (var i = 0; i < 400; i++)
        {
            call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(1000, i == 0, i), (uint)(i * 3000));
        }

        call.Run(TimeSpan.FromMilliseconds(100));
        var first = call.Client.Received[0];
        call.Client.SendsNacks = false;
        for (var round = 0; round < 100; round++)
        {
            var writer = new RtcpWriter(new byte[1200]);
            writer.Nack(1, first.Ssrc, Enumerable.Range(first.SequenceNumber, 400).Select(n => (ushort)n).ToArray());
            call.Client.SendRtcp(writer.Written);
            call.Run(TimeSpan.FromMilliseconds(5));
        }

        Assert.InRange(call.Server.Counters.RtpResent, 100, 800);
    }

    /// <summary>Packets that wait for their keyframe, each ahead of the one before it and the first again of the last: they once went out without an end.</summary>
    [Fact]
    public async Task A_sender_whose_numbers_go_round_in_a_circle_does_not_hold_the_server_up()
    {
        using var call = new Call().Connect();
        call.Sink.ForwardTo = call.Server;
        var (part, keyframe) = (Vp8Packetizer.FakeFrame(100, keyframe: false, 1), Vp8Packetizer.FakeFrame(100, keyframe: true, 2));
        await Task.Run(Send).WaitAsync(TimeSpan.FromSeconds(30));
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.NotEmpty(call.Client.Received);

        void Send()
        {
            foreach (var number in new ushort[] { 0, 22_000, 44_000 })
            {
                SendPacket(number, part);
            }

            SendPacket(1, keyframe);
        }

        void SendPacket(ushort number, byte[] frame)
        {
            var packet = new byte[12 + 1 + frame.Length];
            RtpPacket.WriteHeader(packet, marker: true, TestOffer.VideoPayloadType, number, 0, call.Client.LocalSsrc[MediaKind.Video]);
            packet[12] = 0x10;
            frame.CopyTo(packet, 13);
            call.Client.SendProtected(packet);
            call.Run(TimeSpan.FromMilliseconds(25));
        }
    }

    [Fact]
    public void Forwarding_a_packet_allocates_nothing()
    {
        using var call = new Call().Connect();
        var captured = new List<byte[]>();
        call.Client.Transmit = datagram => captured.Add(datagram.ToArray());
        for (var i = 0; i < 2000; i++)
        {
            call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(1000, i == 0, i), (uint)(i * 3000));
        }

        (call.Sink.Records, call.Sink.ForwardTo) = (false, call.Server);
        call.Sink.Transmit = static (_, _, _) => { };
        Handle(0, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Handle(1000, 2000);
        var perPacket = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0;
        Assert.InRange(perPacket, 0, 1);

        void Handle(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                call.Server.HandleDatagram(captured[i], call.ClientAddress, call.Now);
            }
        }
    }
}
