using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Peer;

/// <summary>RTX (RFC 4588), both ways, on a seeded network.</summary>
public class RetransmissionTests
{
    private const int FramesPerSecond = 30;

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.1, 3)]
    public void Nearly_all_frames_of_a_camera_on_a_bad_network_are_complete(double loss, double meanBurst)
    {
        using var call = Connect(seed: 31);
        using var assembler = new Vp8FrameAssembler();
        call.Sink.Assembler = assembler;
        SetLoss(call, loss, meanBurst);
        var sent = Film(call, seconds: 120);
        Assert.InRange(call.ToServer.Lost / (double)call.ToServer.Sent, loss * 0.8, loss * 1.2);
        Assert.True(call.Sink.Frames >= 0.99 * sent, $"{call.Sink.Frames} of {sent} frames");
        Assert.True(call.Server.Counters.RtpRestored > 100);
    }

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.1, 3)]
    public void A_viewer_on_a_bad_network_gets_nearly_every_packet(double loss, double meanBurst)
    {
        var clock = new Call.SharedClock();
        using var patient = Connect(seed: 41, clock);
        using var therapist = Connect(seed: 42, clock);
        patient.Sink.ForwardTo = therapist.Server;
        SetLoss(therapist, loss, meanBurst);
        var sent = Film(patient, seconds: 60, _ => therapist.Pump());
        var received = therapist.Client.Received.Select(r => r.SequenceNumber).Distinct().Count();
        Assert.True(received >= 0.995 * sent * 3, $"{received} of {sent * 3} packets");
        Assert.True(therapist.Client.Received.Count(r => r.IsRestored) > 100);
        Assert.Single(therapist.Client.Received.Select(r => r.Ssrc).Distinct());
    }

    [Fact]
    public void A_fifth_of_everything_lost_in_bursts_does_not_end_the_call()
    {
        using var call = Connect(seed: 51);
        SetLoss(call, 0.2, meanBurst: 3);
        Film(call, seconds: 120);
        Assert.Equal([RtcPeerState.Connected], call.Sink.States);
    }

    [Fact]
    public void Reordering_and_duplication_deliver_every_packet_once()
    {
        using var call = Connect(seed: 61);
        call.ToServer.Jitter = TimeSpan.FromMilliseconds(60);
        call.ToServer.Duplication = 0.1;
        var sent = Film(call, seconds: 30);
        Assert.Equal(sent * 3, call.Sink.Rtp.Count);
        Assert.Equal(sent * 3, call.Sink.Rtp.Select(r => r.Sequence).Distinct().Count());
        Assert.True(call.Server.Counters.Dropped(DropReason.NothingNew) > 0); // asked for what was merely late
    }

    [Fact]
    public void A_lost_packet_is_restored_as_it_was()
    {
        using var call = Connect(seed: 1);
        SendFrame(call, 0);
        call.ToServer.Loss = 1;
        SendFrame(call, 1);
        call.ToServer.Loss = 0;
        SendFrame(call, 2);
        call.Run(TimeSpan.FromMilliseconds(200));
        var original = Vp8Packetizer.FakeFrame(100, false, 1);
        Assert.Equal([2000, 2002, 2001], call.Sink.Rtp.Select(r => (int)r.Sequence));
        var restored = call.Sink.Rtp[2];
        Assert.Equal((MediaKind.Video, 3000u), (restored.Kind, restored.Timestamp));
        Assert.Equal(original, restored.Payload[^100..]);
        Assert.Equal(1, call.Server.Counters.RtpRestored);
        Assert.Equal(0, call.Server.ReceiveQuality(MediaKind.Video).Lost);
    }

    [Fact]
    public void A_retransmission_that_is_replayed_repeated_or_overtaken_brings_nothing_new()
    {
        using var call = Connect(seed: 1);
        byte[] captured = [];
        SendFrame(call, 0);
        var transmit = call.Client.Transmit;
        call.Client.Transmit = datagram => captured = datagram.ToArray();
        SendFrame(call, 1);
        call.Client.Transmit = transmit;
        var lost = captured;
        var packet = Packet(2001, 3000);
        call.Client.Transmit = datagram => transmit(captured = datagram.ToArray());
        call.Client.SendRetransmission(packet);
        call.Client.SendRaw(captured);
        call.Client.SendRetransmission(packet);
        call.Client.SendRaw(lost);
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal([2000, 2001], call.Sink.Rtp.Select(r => (int)r.Sequence));
        Assert.Equal(1, call.Server.Counters.Dropped(DropReason.Replayed));
        Assert.Equal(2, call.Server.Counters.Dropped(DropReason.NothingNew));
    }

    [Fact]
    public void Probes_and_retransmissions_of_nothing_we_know_are_ignored()
    {
        using var call = Connect(seed: 1);
        call.Client.SendRetransmission(Packet(2000, 0)); // no stream has begun
        call.Run(TimeSpan.FromMilliseconds(50));
        SendFrame(call, 0);
        call.Client.SendRetransmission(Packet(2000 + 5000, 0)); // far from all that was sent
        call.Client.SendRetransmission(Packet(2000 - 1100, 0)); // older than we remember
        call.Client.SendProtected(Convert.FromHexString("A061000100000000AABBCCDD00000004")); // padding alone
        call.Client.SendProtected(Convert.FromHexString("8061000200000000AABBCCDD07D1")); // a number without a packet
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(5, call.Server.Counters.Dropped(DropReason.NothingNew));
        Assert.Equal([2000], call.Sink.Rtp.Select(r => (int)r.Sequence));
    }

    [Fact]
    public void A_retransmission_without_negotiation_is_an_unknown_payload_type()
    {
        using var call = new Call(new TestOffer { Rtx = false }).Connect();
        SendFrame(call, 0);
        call.Client.SendRetransmission(Packet(2001, 3000));
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Single(call.Sink.Rtp);
        Assert.Equal(1, call.Server.Counters.Dropped(DropReason.UnknownPayloadType));
    }

    [Fact]
    public void Retransmissions_have_a_source_and_numbers_of_their_own()
    {
        using var call = Connect(seed: 1);
        call.Sink.ForwardTo = call.Server;
        SendFrame(call, 0);
        call.Run(TimeSpan.FromMilliseconds(50));
        call.ToClient.Loss = 1;
        SendFrame(call, 1);
        SendFrame(call, 2);
        call.Run(TimeSpan.FromMilliseconds(40));
        call.ToClient.Loss = 0;
        SendFrame(call, 3);
        call.Run(TimeSpan.FromMilliseconds(300));
        var first = call.Client.Received[0].SequenceNumber;
        Assert.Equal([0, 3, 1, 2], call.Client.Received.Select(r => r.SequenceNumber - first));
        Assert.Equal([false, false, true, true], call.Client.Received.Select(r => r.IsRestored));
        Assert.Equal(2, call.Server.Counters.RtpResent);
    }

    /// <summary>A copy in a later packet (RFC 2198) that the network has held up says nothing about how long an answer takes.</summary>
    [Fact]
    public void Lost_sound_is_not_asked_for_more_often_after_a_copy_of_some_came_late()
    {
        using var call = new Call(new TestOffer { Video = null, AudioNack = true, Red = true }).Connect();
        call.ToServer.Delay = call.ToClient.Delay = TimeSpan.FromMilliseconds(100);
        Talk(sound: 0);
        Talk(sound: 1, loss: 1);
        Talk(sound: 2, heldUpMs: 25); // holds a copy of what was lost, which is asked for meanwhile
        Talk(sound: 3);
        call.Run(TimeSpan.FromMilliseconds(400));
        Assert.Equal(1, call.Server.Counters.NacksSent);

        Talk(sound: 4, loss: 1);
        Talk(sound: 5, loss: 1);
        Talk(sound: 6);
        call.Run(TimeSpan.FromMilliseconds(400));
        Assert.InRange(call.Server.Counters.NacksSent - 1, 1, 3); // an answer takes 200 ms
        Assert.Equal(Enumerable.Range(1000, 7), call.Sink.Rtp.Select(r => (int)r.Sequence).Order());

        void Talk(uint sound, double loss = 0, int heldUpMs = 0)
        {
            (call.ToServer.Loss, call.ToServer.Delay) = (loss, TimeSpan.FromMilliseconds(100 + heldUpMs));
            call.Client.SendAudioFrame([(byte)sound], sound * 960);
            (call.ToServer.Loss, call.ToServer.Delay) = (0, TimeSpan.FromMilliseconds(100));
        }
    }

    private static Call Connect(int seed, Call.SharedClock? clock = null)
    {
        var call = new Call(seed: seed, clock: clock).Connect();
        call.ToServer.Delay = call.ToClient.Delay = TimeSpan.FromMilliseconds(25);
        return call;
    }

    private static void SetLoss(Call call, double loss, double meanBurst)
    {
        call.ToServer.Loss = call.ToClient.Loss = loss;
        call.ToServer.MeanBurst = call.ToClient.MeanBurst = meanBurst;
    }

    /// <summary>Three packets a frame, keyframes when asked. Returns the number of frames.</summary>
    private static int Film(Call call, int seconds, Action<TimeSpan>? everyStep = null)
    {
        var answered = -1;
        for (var frame = 0; frame < seconds * FramesPerSecond; frame++)
        {
            var isKeyframe = call.Client.KeyframeRequests != answered;
            answered = call.Client.KeyframeRequests;
            call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(2500, isKeyframe, frame), (uint)(frame * 90_000 / FramesPerSecond));
            Wait(call, TimeSpan.FromMilliseconds(frame % 3 == 0 ? 30 : 35), everyStep);
        }

        Wait(call, TimeSpan.FromSeconds(1), everyStep);
        return seconds * FramesPerSecond;
    }

    private static void Wait(Call call, TimeSpan time, Action<TimeSpan>? everyStep) => call.Run(time, now =>
    {
        everyStep?.Invoke(now);
        call.Sink.TakeFrames(now);
        if (call.Sink.Assembler?.NeedsKeyframe == true)
        {
            call.Server.RequestKeyframe(now);
        }
    });

    private static void SendFrame(Call call, int frame) =>
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, frame == 0, frame), (uint)(frame * 3000));

    private static byte[] Packet(int sequence, uint timestamp)
    {
        var packet = new byte[RtpPacket.FixedHeaderLength + 10];
        RtpPacket.WriteHeader(packet, marker: true, TestOffer.VideoPayloadType, (ushort)sequence, timestamp, 1);
        return packet;
    }
}
