using System.Buffers.Binary;
using PsyCare.Rtc.Rtcp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Peer;

public class MediaTests
{
    [Fact]
    public void Packets_arrive_as_they_were_sent()
    {
        using var call = new Call().Connect();
        call.Client.SendAudioFrame([1, 2, 3], 960);
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(3000, keyframe: true, seed: 1), 3000);
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal([MediaKind.Audio, MediaKind.Video, MediaKind.Video, MediaKind.Video], call.Sink.Rtp.Select(r => r.Kind));
        Assert.Equal([1, 2, 3], call.Sink.Rtp[0].Payload);
        Assert.Equal(960u, call.Sink.Rtp[0].Timestamp);
    }

    [Fact]
    public void A_section_offered_as_receive_only_sends_nothing_to_us()
    {
        using var call = new Call(new TestOffer { Video = "recvonly" }).Connect();
        Assert.True(call.Server.Sends(MediaKind.Video));
        Assert.False(call.Server.Receives(MediaKind.Video));
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, true, 1), 0);
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Empty(call.Sink.Rtp);
        Assert.Equal(1, call.Server.Counters.Dropped(DropReason.UnknownPayloadType));
    }

    [Fact]
    public void Lost_video_is_retransmitted_on_both_legs_and_nothing_is_missing()
    {
        var clock = new Call.SharedClock();
        using var patient = new Call(seed: 11, clock: clock).Connect();
        using var therapist = new Call(seed: 12, clock: clock).Connect();
        patient.Sink.ForwardTo = therapist.Server;
        patient.ToServer.Loss = patient.ToClient.Loss = therapist.ToServer.Loss = therapist.ToClient.Loss = 0.05;
        var frames = 0;
        for (; frames < 300; frames++)
        {
            patient.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(2500, frames == 0, frames), (uint)(frames * 3000));
            patient.Run(TimeSpan.FromMilliseconds(30), _ => therapist.Pump());
        }

        patient.Run(TimeSpan.FromSeconds(1), _ => therapist.Pump());
        var received = therapist.Client.Received.Select(r => r.SequenceNumber).Distinct().Count();
        Assert.True(patient.ToServer.Lost + therapist.ToClient.Lost > 50);
        Assert.Equal(frames * 3, received);
        Assert.True(patient.Server.Counters.NacksSent > 0);
        Assert.True(therapist.Server.Counters.RtpResent > 0);
        Assert.Single(therapist.Client.Received.Select(r => r.Ssrc).Distinct());
    }

    [Fact]
    public void A_retransmission_is_the_same_datagram_again()
    {
        using var call = new Call(new TestOffer { Rtx = false }).Connect();
        var sent = new List<byte[]>();
        call.Sink.Transmit = (datagram, _, _) => sent.Add(datagram.ToArray());
        call.Sink.ForwardTo = call.Server;
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(500, true, 1), 0);
        call.Run(TimeSpan.FromMilliseconds(50));
        var original = sent.Single(d => DatagramKinds.Of(d) == DatagramKind.Rtp);
        var writer = new RtcpWriter(new byte[100]);
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(original.AsSpan(8));
        writer.Nack(1, ssrc, [BinaryPrimitives.ReadUInt16BigEndian(original.AsSpan(2))]);
        call.Client.SendRtcp(writer.Written);
        sent.Clear();
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(original, sent.Single(d => DatagramKinds.Of(d) == DatagramKind.Rtp));
    }

    [Fact]
    public void Requests_for_a_keyframe_are_throttled_but_not_forgotten()
    {
        using var call = new Call().Connect();
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, true, 1), 0);
        call.Run(TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 5; i++)
        {
            call.Server.RequestKeyframe(call.Now);
        }

        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, call.Client.KeyframeRequests);
        call.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(2, call.Client.KeyframeRequests);
    }

    [Fact]
    public void A_viewers_picture_loss_reaches_the_sink()
    {
        using var call = new Call().Connect();
        call.Sink.ForwardTo = call.Server;
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, true, 1), 0);
        call.Run(TimeSpan.FromMilliseconds(50));
        call.Client.RequestKeyframe();
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, call.Sink.KeyframeRequests);
    }

    [Fact]
    public void Packets_nobody_retransmits_lead_to_a_keyframe_request()
    {
        using var call = new Call().Connect();
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, true, 1), 0);
        call.ToServer.Loss = 1;
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, false, 2), 3000);
        call.ToServer.Loss = 0;
        call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, false, 3), 6000);
        call.ToClient.Loss = 1;
        call.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(10, call.Server.Counters.NacksSent);
        Assert.Equal(1, call.Server.Counters.KeyframeRequestsSent);
    }

    [Fact]
    public void The_viewer_sees_the_sources_clock_mapping_on_our_timestamps()
    {
        var clock = new Call.SharedClock();
        using var patient = new Call(seed: 21, clock: clock).Connect();
        using var therapist = new Call(seed: 22, clock: clock).Connect();
        patient.Sink.ForwardTo = therapist.Server;
        const ulong Ntp = 0xE000_0000_0000_0000;
        patient.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(100, true, 1), 90_000);
        patient.Client.SendSenderReport(MediaKind.Video, Ntp, 90_000);
        patient.Client.SendAudioFrame([1], 48_000);
        patient.Client.SendSenderReport(MediaKind.Audio, Ntp, 48_000);
        patient.Run(TimeSpan.FromSeconds(3), _ => therapist.Pump());
        foreach (var media in therapist.Client.Received)
        {
            var report = therapist.Client.SenderReports.Last(r => r.Ssrc == media.Ssrc);
            var seconds = (report.NtpTime - Ntp) / Math.Pow(2, 32);
            var clockRate = media.Kind == MediaKind.Audio ? 48_000 : 90_000;
            Assert.InRange(seconds, 0.1, 3);
            Assert.InRange((report.RtpTimestamp - media.Timestamp) - (seconds * clockRate), -2, 2);
        }

        Assert.Equal(2, therapist.Client.Received.Count);
    }

    [Fact]
    public void Reports_tell_the_client_what_was_lost_and_us_the_round_trip()
    {
        using var call = new Call().Connect();
        for (var i = 0; i < 100; i++)
        {
            call.ToServer.Loss = i % 10 == 9 ? 1 : 0;
            call.Client.SendAudioFrame([(byte)i], (uint)(i * 960));
            call.ToServer.Loss = 0;
            call.Run(TimeSpan.FromMilliseconds(20));
        }

        call.Run(TimeSpan.FromSeconds(1.1));
        var last = call.Client.ReportBlocks.Last(b => b.Ssrc == call.Client.LocalSsrc[MediaKind.Audio]);
        Assert.InRange(last.CumulativeLost, 9, 10);
        Assert.Equal(last.CumulativeLost, call.Server.ReceiveQuality(MediaKind.Audio).Lost);
    }
}
