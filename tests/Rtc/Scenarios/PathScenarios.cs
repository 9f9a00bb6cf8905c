using System.Net;
using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.Rtc;
using Xunit.Abstractions;

namespace PsyCare.Rtc.Tests.Scenarios;

/// <summary>What the way between client and server does to a call: small packets only, reordering, another address, a recording attacker.</summary>
public class PathScenarios(ITestOutputHelper output)
{
    /// <summary>The least MTU of an IPv6 path less its headers: a VPN or a tunnel seldom has less.</summary>
    private const int SmallestPath = 1280 - 40 - 8;

    private static readonly TransportAddress Elsewhere = new(IPEndPoint.Parse("203.0.113.9:40000"));

    [Fact]
    public void Everything_passes_a_path_of_the_least_mtu_of_ipv6()
    {
        using var call = new Call(new TestOffer { AudioNack = true }, seed: 81);
        call.ToServer.MaxDatagram = call.ToClient.MaxDatagram = SmallestPath;
        call.Connect();
        call.Sink.ForwardTo = call.Server;
        (call.ToServer.Loss, call.ToClient.Loss) = (0.05, 0.05);
        byte[] keyframe = [0x10, .. new byte[1187]];
        for (var i = 0; i < 500; i++)
        {
            // The largest packets that Chromium sends: 1200 bytes before encryption.
            call.Client.SendRtp(MediaKind.Video, keyframe, (uint)(i * 3000), marker: true);
            call.Run(TimeSpan.FromMilliseconds(30));
        }

        call.Run(TimeSpan.FromSeconds(2));
        var came = call.Client.Received.Select(r => r.SequenceNumber).Distinct().Count();
        Assert.True(came >= 498, $"{came} of 500 packets");
        Assert.Contains(call.Client.Received, r => r.IsRestored);
        Assert.InRange(call.ToClient.Longest, 1200, SmallestPath);
    }

    [Fact]
    public void Overtaking_packets_are_recorded_in_order_and_whole()
    {
        using var conversation = new Conversation(seed: 82);
        conversation.Call.ToServer.Jitter = TimeSpan.FromMilliseconds(80);
        conversation.Call.ToServer.Duplication = 0.1;
        conversation.Talk(TimeSpan.FromMinutes(1));
        Assert.Equal(conversation.FramesSent, conversation.Call.Sink.Frames);
        Assert.Equal(Enumerable.Range(0, conversation.SoundsSent).Select(i => i * 960L), conversation.Call.Sink.Sounds);
    }

    /// <summary>A router that gives the client another address tells nobody: the next check does. TestPeer checks twice a second.</summary>
    [Fact]
    public void Media_is_back_within_a_second_of_a_new_address_that_nobody_announced()
    {
        var times = new List<double>();
        for (var seed = 1; seed <= 60; seed++)
        {
            using var conversation = new Conversation(seed, films: false);
            conversation.Lose(0.1, meanBurst: 0);
            conversation.Talk(TimeSpan.FromMilliseconds(7 * seed)); // somewhere between two checks
            conversation.Call.ClientAddress = Elsewhere;
            var (moved, before) = (conversation.Call.Now, conversation.Call.Sink.Rtp.Count);
            conversation.Talk(TimeSpan.FromSeconds(3));
            times.Add((conversation.Call.Sink.RtpAt[before] - moved).TotalMilliseconds);
            Assert.Equal([RtcPeerState.Connected], conversation.Call.Sink.States);
        }

        times.Sort();
        output.WriteLine($"media back: half within {times[29]:F0} ms, 95% within {times[56]:F0} ms");
        Assert.InRange(times[56], 25, 1000);
    }

    [Fact]
    public void A_recorded_call_played_back_from_its_own_address_changes_nothing()
    {
        using var call = RecordedCall(out var datagrams);
        var delivered = call.Sink.Rtp.Count;
        foreach (var datagram in datagrams)
        {
            call.Server.HandleDatagram(datagram, call.ClientAddress, call.Now);
        }

        Assert.Equal(delivered, call.Sink.Rtp.Count);
        Assert.True(call.Server.Counters.Dropped(DropReason.Replayed) > 90);
        AssertGoesOn(call);
    }

    /// <summary>
    /// STUN has no defence against a check that is replayed (RFC 8445 section 19.4): our packets, which nobody else can read, go astray until
    /// the client's next check. Nothing that is played back is taken for media.
    /// </summary>
    [Fact]
    public void A_recorded_call_played_back_from_elsewhere_brings_no_media_and_the_next_check_mends_the_path()
    {
        using var call = RecordedCall(out var datagrams);
        var delivered = call.Sink.Rtp.Count;
        foreach (var datagram in datagrams)
        {
            call.Server.HandleDatagram(datagram, Elsewhere, call.Now);
        }

        Assert.Equal(delivered, call.Sink.Rtp.Count);
        call.Run(TimeSpan.FromMilliseconds(600));
        Assert.Equal(call.ClientAddress, call.Server.Remote);
        AssertGoesOn(call);
    }

    private static Call RecordedCall(out List<byte[]> datagrams)
    {
        var call = new Call(seed: 83);
        List<byte[]> recorded = [];
        var send = call.Client.Transmit;
        call.Client.Transmit = datagram =>
        {
            recorded.Add(datagram.ToArray());
            send(datagram);
        };
        call.Connect();
        for (var i = 0; i < 100; i++)
        {
            call.Client.SendAudioFrame([1], (uint)(i * 960));
            call.Run(TimeSpan.FromMilliseconds(20));
        }

        datagrams = [.. recorded];
        return call;
    }

    private static void AssertGoesOn(Call call)
    {
        call.Client.SendAudioFrame([2], 100 * 960);
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal([2], call.Sink.Rtp[^1].Payload);
        Assert.Equal([RtcPeerState.Connected], call.Sink.States);
    }
}
