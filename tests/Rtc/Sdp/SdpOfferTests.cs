using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc.Tests.Sdp;

public class SdpOfferTests
{
    private static readonly string Chromium = Offers.Read(Offers.SendRecv);

    [Fact]
    public void Chromiums_offer_is_understood()
    {
        var offer = SdpOffer.Parse(Chromium);
        Assert.Equal(("KeVc", "fvAz6AbvWYEUYjPAV5FjWJUy"), (offer.IceUfrag, offer.IcePwd));
        Assert.StartsWith("6D:30:BF", offer.FingerprintSha256, StringComparison.Ordinal);
        var audio = offer.Section(MediaKind.Audio)!;
        Assert.Equal(("0", 111, MediaDirection.SendRecv, 4, false), (audio.Mid, audio.PayloadType, audio.Direction, audio.MidExtensionId, audio.Nack));
        var video = offer.Section(MediaKind.Video)!;
        Assert.Equal(("1", 96, true, true, true, true), (video.Mid, video.PayloadType, video.Nack, video.NackPli, video.CcmFir, video.ReducedSizeRtcp));
    }

    [Fact]
    public void A_data_channel_is_not_usable_but_kept_in_its_place()
    {
        var offer = SdpOffer.Parse(Offers.Read(Offers.Simulcast));
        Assert.Equal([MediaKind.Video, MediaKind.Audio, null], offer.Sections.Select(s => s.Kind));
        Assert.Equal(MediaDirection.SendOnly, offer.Section(MediaKind.Video)!.Direction);
        Assert.Equal(MediaDirection.RecvOnly, offer.Section(MediaKind.Audio)!.Direction);
    }

    [Fact]
    public void Session_level_transport_bundle_only_and_lower_case_fingerprints_are_understood()
    {
        var offer = SdpOffer.Parse(Offers.Read(Offers.Firefox));
        Assert.Equal("a1b2c3d4", offer.IceUfrag);
        Assert.StartsWith("6D:30:BF", offer.FingerprintSha256, StringComparison.Ordinal);
        Assert.Equal((120, 109), (offer.Section(MediaKind.Video)!.PayloadType, offer.Section(MediaKind.Audio)!.PayloadType));
    }

    [Fact]
    public void A_section_switched_off_by_port_zero_is_not_used()
    {
        var offer = SdpOffer.Parse(Chromium.Replace("m=audio 9", "m=audio 0", StringComparison.Ordinal));
        Assert.Null(offer.Section(MediaKind.Audio));
        Assert.NotNull(offer.Section(MediaKind.Video));
    }

    [Theory]
    [InlineData(SdpRejection.NoIceCredentials, "a=ice-ufrag")]
    [InlineData(SdpRejection.NoIceCredentials, "a=ice-pwd")]
    [InlineData(SdpRejection.NoFingerprint, "a=fingerprint")]
    [InlineData(SdpRejection.NoBundle, "a=group")]
    [InlineData(SdpRejection.NoBundle, "a=mid")]
    [InlineData(SdpRejection.NoRtcpMux, "a=rtcp-mux")]
    [InlineData(SdpRejection.NoUsableMedia, "a=rtpmap")]
    [InlineData(SdpRejection.NoUsableMedia, "m=")]
    [InlineData(SdpRejection.Malformed, "v=")]
    public void An_offer_without_a_line_it_needs_is_rejected(SdpRejection rejection, string prefix)
    {
        var lines = Chromium.Split("\r\n").Where(l => !l.StartsWith(prefix, StringComparison.Ordinal));
        AssertRejected(rejection, string.Join("\r\n", lines));
    }

    [Theory]
    [InlineData(SdpRejection.NoDtlsClient, "a=setup:actpass", "a=setup:passive")]
    [InlineData(SdpRejection.NoFingerprint, "a=fingerprint:sha-256", "a=fingerprint:sha-1")]
    [InlineData(SdpRejection.Malformed, "6D:30:BF", "6D:30")]
    [InlineData(SdpRejection.Malformed, "6D:30:BF", "6D:30:XY")]
    [InlineData(SdpRejection.Malformed, "a=ice-ufrag:KeVc", "a=ice-ufrag:KeV")]
    [InlineData(SdpRejection.Malformed, "a=ice-ufrag:KeVc", "a=ice-ufrag:K Vc")]
    [InlineData(SdpRejection.Malformed, "a=ice-pwd:fvAz", "a=ice-pwd:f:Az")]
    [InlineData(SdpRejection.Malformed, "m=audio 9", "m=audio x")]
    [InlineData(SdpRejection.Malformed, "m=audio 9", "m=audio 70000")]
    [InlineData(SdpRejection.Malformed, "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126", "m=audio 9")]
    [InlineData(SdpRejection.Malformed, "SAVPF 111 63", "SAVPF 111 6\u007f3")]
    [InlineData(SdpRejection.Malformed, "UDP/TLS/RTP/SAVPF", "UDP/TLS/<RTP>/SAVPF")]
    [InlineData(SdpRejection.Malformed, "a=mid:0", "a=mid:<script>")]
    [InlineData(SdpRejection.Malformed, "a=fmtp:97 apt=96", "a=fmtp:96 apt=96\r\na=rtpmap:96 rtx/90000")]
    [InlineData(SdpRejection.Malformed, "s=-", "nonsense")]
    [InlineData(SdpRejection.NoUsableMedia, "UDP/TLS/RTP/SAVPF", "RTP/AVP")]
    public void An_offer_with_a_line_we_cannot_take_is_rejected(SdpRejection rejection, string old, string replacement) =>
        AssertRejected(rejection, Chromium.Replace(old, replacement, StringComparison.Ordinal));

    [Fact]
    public void Two_sections_with_one_mid_or_one_payload_type_are_rejected()
    {
        AssertRejected(SdpRejection.Malformed, Chromium.Replace("a=mid:1", "a=mid:0", StringComparison.Ordinal));
        AssertRejected(
            SdpRejection.Malformed,
            Chromium.Replace("a=rtpmap:111 ", "a=rtpmap:96 ", StringComparison.Ordinal).Replace("SAVPF 111", "SAVPF 96", StringComparison.Ordinal));
    }

    [Fact]
    public void An_offer_that_is_too_large_is_rejected_before_it_is_looked_at()
    {
        AssertRejected(SdpRejection.TooLarge, Chromium + new string('x', SdpOffer.MaxLength));
        AssertRejected(SdpRejection.TooLarge, Chromium + string.Concat(Enumerable.Repeat("m=audio 9 RTP/AVP 0\r\n", 40)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("v=0")]
    [InlineData("v=1\r\n")]
    [InlineData("{\"sdp\":1}")]
    public void What_is_not_an_offer_is_rejected(string text) => Assert.Throws<SdpRejectedException>(() => SdpOffer.Parse(text));

    private static void AssertRejected(SdpRejection rejection, string sdp)
    {
        var exception = Assert.Throws<SdpRejectedException>(() => SdpOffer.Parse(sdp));
        Assert.Equal(rejection, exception.Rejection);
        Assert.NotEmpty(exception.Message);
    }
}
