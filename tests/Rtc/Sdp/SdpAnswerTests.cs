using System.Net;
using PsyCare.Rtc.Sdp;
using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Sdp;

public class SdpAnswerTests
{
    [Fact]
    public void The_answer_is_lite_passive_bundled_and_names_our_address()
    {
        var answer = Answer(Offers.SendRecv);
        Assert.Contains("a=ice-lite", answer);
        Assert.Contains("a=group:BUNDLE 0 1", answer);
        Assert.Equal(2, answer.Count(l => l == "a=setup:passive"));
        Assert.Equal(2, answer.Count(l => l == "a=rtcp-mux"));
        Assert.Contains("m=audio 4000 UDP/TLS/RTP/SAVPF 111", answer);
        Assert.Contains("m=video 4000 UDP/TLS/RTP/SAVPF 96 97", answer);
        Assert.Contains("c=IN IP4 192.0.2.1", answer);
        Assert.Contains("a=candidate:1 1 udp 2130706431 192.0.2.1 4000 typ host", answer);
        Assert.Contains("a=candidate:2 1 udp 2130706175 2001:db8::1 4001 typ host", answer);
        Assert.Contains($"a=fingerprint:sha-256 {Call.ServerCertificate.FingerprintSha256}", answer);
        Assert.Equal(2, answer.Count(l => l == "a=sendrecv"));
    }

    [Fact]
    public void Only_the_feedback_and_extensions_that_we_act_on_are_kept()
    {
        var answer = Answer(Offers.SendRecv);
        Assert.Equal(
            ["a=rtcp-fb:111 transport-cc", "a=rtcp-fb:96 transport-cc", "a=rtcp-fb:96 ccm fir", "a=rtcp-fb:96 nack", "a=rtcp-fb:96 nack pli"],
            answer.Where(l => l.StartsWith("a=rtcp-fb", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid", "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
                "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
                "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
            ],
            answer.Where(l => l.StartsWith("a=extmap", StringComparison.Ordinal)));
        Assert.DoesNotContain(answer, l => l.Contains("simulcast", StringComparison.Ordinal));
    }

    [Fact]
    public void What_we_send_has_ssrcs_in_one_stream_with_one_canonical_name()
    {
        var answer = Answer(Offers.SendRecv);
        Assert.Equal(["a=msid:psycare psycare-audio", "a=msid:psycare psycare-video"], answer.Where(l => l.StartsWith("a=msid:", StringComparison.Ordinal)));
        var names = answer.Where(l => l.Contains(" cname:", StringComparison.Ordinal)).Select(l => l.Split(' ')).ToList();
        Assert.Equal(3, names.Count); // audio, video, retransmitted video
        Assert.Single(names.Select(n => n[1]).Distinct());
        Assert.Equal(3, names.Select(n => n[0]).Distinct().Count());
    }

    [Theory]
    [InlineData(Offers.SendRecv, "96", "97")]
    [InlineData(Offers.Firefox, "120", "124")]
    public void Retransmissions_of_video_have_a_payload_type_of_their_own(string offer, string vp8, string rtx)
    {
        var answer = Answer(offer);
        Assert.Contains($"a=rtpmap:{rtx} rtx/90000", answer);
        Assert.Equal([$"a=fmtp:{rtx} apt={vp8}"], answer.Where(l => l.Contains("apt=", StringComparison.Ordinal)));
    }

    [Fact]
    public void Retransmissions_that_we_send_have_a_source_of_their_own()
    {
        var answer = Answer(Offers.SendRecv);
        var sources = answer.Where(l => l.Contains(" cname:", StringComparison.Ordinal)).Select(l => l.Split(':', ' ')[1]).TakeLast(2);
        Assert.Contains($"a=ssrc-group:FID {string.Join(' ', sources)}", answer);
    }

    [Fact]
    public void Without_a_stream_for_retransmissions_in_the_offer_there_is_none_in_the_answer()
    {
        var answer = Answer(Offers.Read(Offers.SendRecv).Replace("apt=96", "apt=95", StringComparison.Ordinal));
        Assert.Contains("m=video 4000 UDP/TLS/RTP/SAVPF 96", answer);
        Assert.DoesNotContain(answer, l => l.Contains("rtx", StringComparison.Ordinal) || l.Contains("FID", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Offers.RecvOnly, "a=sendonly", "a=sendonly")]
    [InlineData(Offers.Simulcast, "a=recvonly", "a=sendonly")]
    public void Directions_are_reversed(string offer, string first, string second)
    {
        string[] directions = ["a=sendonly", "a=recvonly", "a=sendrecv"];
        Assert.Equal([first, second], Answer(offer).Where(directions.Contains));
    }

    [Fact]
    public void A_section_that_only_receives_announces_no_ssrc()
    {
        var answer = string.Join("\r\n", Answer(Offers.Simulcast));
        var video = answer[answer.IndexOf("m=video", StringComparison.Ordinal)..answer.IndexOf("m=audio", StringComparison.Ordinal)];
        Assert.DoesNotContain("a=ssrc", video, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_is_offered_as_paused_stays_so()
    {
        var offer = Offers.Read(Offers.Simulcast);
        Assert.Contains("a=simulcast:recv h;l", Answer(offer));
        Assert.Contains("a=simulcast:recv ~h;l", Answer(offer.Replace("a=simulcast:send h;l", "a=simulcast:send ~h;l", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("63 111", "111/111", true)]
    [InlineData("111 63", "111/111", false)]
    [InlineData("63 111", "111/9", false)]
    public void Redundant_sound_is_taken_where_the_offer_prefers_it_to_plain_sound(string formats, string blocks, bool isTaken)
    {
        using var peer = new TestPeer(new TestOffer { Red = true });
        var answer = Answer(peer.Offer.Replace("63 111\r\n", formats + "\r\n", StringComparison.Ordinal)
            .Replace("a=fmtp:63 111/111", "a=fmtp:63 " + blocks, StringComparison.Ordinal));
        Assert.Contains($"m=audio 4000 UDP/TLS/RTP/SAVPF {(isTaken ? "63 111" : "111")}", answer);
        Assert.Equal(isTaken, answer.Contains("a=rtpmap:63 red/48000/2"));
    }

    [Fact]
    public void A_data_channel_is_rejected_in_its_place()
    {
        var answer = Answer(Offers.Simulcast);
        Assert.Contains("a=group:BUNDLE 0 1", answer);
        Assert.Contains("m=application 0 UDP/DTLS/SCTP webrtc-datachannel", answer);
        Assert.Equal(3, answer.Count(l => l.StartsWith("a=mid:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tcp_candidates_are_passive_and_less_preferred_and_come_again_with_a_restart()
    {
        string[] expected =
        [
            "a=candidate:1 1 udp 2130706431 192.0.2.1 4000 typ host",
            "a=candidate:2 1 udp 2130706175 2001:db8::1 4001 typ host",
            "a=candidate:3 1 tcp 1520435199 192.0.2.1 443 typ host tcptype passive", // 90 << 24 | (4 << 13 | 8191) << 8 | 255
            "a=candidate:4 1 tcp 1520434943 2001:db8::1 443 typ host tcptype passive",
        ];
        var options = new RtcPeerOptions
        {
            Certificate = Call.ServerCertificate,
            HostCandidates = [IPEndPoint.Parse("192.0.2.1:4000"), IPEndPoint.Parse("[2001:db8::1]:4001")],
            TcpCandidates = [IPEndPoint.Parse("192.0.2.1:443"), IPEndPoint.Parse("[2001:db8::1]:443")],
        };
        using var client = new TestPeer();
        using var peer = new RtcPeer(SdpOffer.Parse(client.Offer), options, new RecordingSink(), TimeSpan.Zero);
        Assert.Equal(expected, peer.Answer.Split("\r\n").Where(IsCandidate).Take(4));
        Assert.Equal(expected, peer.RestartIce(IceFragment.Parse(client.RestartIce())).Split("\r\n").Where(IsCandidate));

        static bool IsCandidate(string line) => line.StartsWith("a=candidate:", StringComparison.Ordinal);
    }

    private static string[] Answer(string offer)
    {
        var options = new RtcPeerOptions
        {
            Certificate = Call.ServerCertificate,
            HostCandidates = [IPEndPoint.Parse("192.0.2.1:4000"), IPEndPoint.Parse("[2001:db8::1]:4001")],
        };
        using var peer = new RtcPeer(SdpOffer.Parse(offer.Contains('\n', StringComparison.Ordinal) ? offer : Offers.Read(offer)), options, new RecordingSink(), TimeSpan.Zero);
        Assert.EndsWith("\r\n", peer.Answer, StringComparison.Ordinal);
        return peer.Answer.Split("\r\n");
    }
}
