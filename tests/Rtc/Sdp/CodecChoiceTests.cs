using PsyCare.Rtc.Sdp;
using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Sdp;

/// <summary>Which codec of pictures an offer leads to.</summary>
public sealed class CodecChoiceTests
{
    [Fact]
    public void Vp8_is_preferred_in_what_chromium_offers()
    {
        var video = SdpOffer.Parse(Offers.Read(Offers.SendRecv)).Section(MediaKind.Video)!;
        Assert.Equal([VideoCodec.Vp8, VideoCodec.H264], video.Codecs);
        Assert.Equal((VideoCodec.Vp8, 96), (video.Codec, video.PayloadType));
    }

    [Fact]
    public void H264_can_be_asked_for_where_both_are_offered()
    {
        var video = SdpOffer.Parse(Offers.Read(Offers.SendRecv), VideoCodec.H264).Section(MediaKind.Video)!;
        Assert.Equal((VideoCodec.H264, "42e01f"), (video.Codec, video.H264Profile));
        Assert.True(video is { Nack: true, NackPli: true, CcmFir: true, TransportSequenceExtensionId: not null, RtxPayloadType: not null });
    }

    [Fact]
    public void A_client_with_h264_alone_gets_h264_with_all_that_vp8_has()
    {
        using var call = new Call(new TestOffer { Codecs = [VideoCodec.H264] }).Connect();
        var answer = call.Server.Answer.Split("\r\n");
        Assert.Contains("m=video 4000 UDP/TLS/RTP/SAVPF 102 103", answer);
        Assert.Contains("a=rtpmap:102 H264/90000", answer);
        Assert.Contains("a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f", answer);
        Assert.Contains("a=fmtp:103 apt=102", answer);
        Assert.All(new[] { "transport-cc", "ccm fir", "nack", "nack pli" }, f => Assert.Contains($"a=rtcp-fb:102 {f}", answer));
    }

    [Fact]
    public void A_client_with_vp8_alone_gets_vp8_whatever_is_asked_for() =>
        Assert.Equal(VideoCodec.Vp8, Video(new TestOffer(), VideoCodec.H264)!.Codec);

    [Theory]
    [InlineData("packetization-mode=1;profile-level-id=42c00d", true)]
    [InlineData("profile-level-id=4D8028; packetization-mode=1", true)] // main with constraint_set0: the same tools
    [InlineData("packetization-mode=0;profile-level-id=42e01f", false)]
    [InlineData("profile-level-id=42e01f", false)]
    [InlineData("packetization-mode=1", false)]
    [InlineData("packetization-mode=1;profile-level-id=42001f", false)] // baseline with flexible macroblock order
    [InlineData("packetization-mode=1;profile-level-id=640c1f", false)]
    [InlineData("packetization-mode=1;profile-level-id=42e0", false)]
    [InlineData("packetization-mode=1;profile-level-id=42e0\u00b2f", false)]
    public void Only_constrained_baseline_in_packetization_mode_1_is_taken(string parameters, bool isTaken)
    {
        var video = Video(new TestOffer { Codecs = [VideoCodec.H264], H264Parameters = parameters }, VideoCodec.Vp8);
        Assert.Equal(isTaken, video is { Codec: VideoCodec.H264 });
    }

    private static SdpMediaSection? Video(TestOffer offer, VideoCodec preferred)
    {
        using var peer = new TestPeer(offer);
        return SdpOffer.Parse(peer.Offer, preferred).Section(MediaKind.Video);
    }
}
