using System.Globalization;
using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.Rtc.Sdp;
using PsyCare.TestKit.Rtc;
using VideoCodec = PsyCare.Rtc.VideoCodec;

namespace PsyCare.Media.Tests;

/// <summary>What an endpoint declares it does, and what it does not declare it refuses or leaves out of its answers.</summary>
public abstract class CapabilityTests(EndpointUnderTest endpoint) : ConformanceTests(endpoint)
{
    private static readonly MediaPolicy Open = new(true, false, false, null);

    [Fact]
    public async Task Retransmission_and_its_stream_are_negotiated_only_where_they_work()
    {
        await using var rig = await StartAsync(Open);
        var patient = rig.Join(ParticipantRole.Patient, offer: new TestOffer { AudioNack = true });
        var declared = rig.Server.Capabilities.Retransmission;
        Assert.Equal(declared, patient.Answer.Contains("a=rtcp-fb:96 nack"));
        Assert.Equal(declared, patient.Answer.Contains("a=rtcp-fb:111 nack"));
        Assert.Equal(declared, patient.Answer.Contains("a=rtpmap:97 rtx/90000"));
        Assert.Contains("a=rtcp-fb:96 nack pli", patient.Answer); // keyframes can always be asked for
    }

    [Fact]
    public async Task Transport_wide_feedback_is_negotiated_only_where_it_works()
    {
        await using var rig = await StartAsync(Open);
        var patient = rig.Join(ParticipantRole.Patient);
        var declared = rig.Server.Capabilities.TransportFeedback;
        Assert.Equal(declared, patient.Answer.Contains("a=rtcp-fb:96 transport-cc"));
        Assert.Equal(declared, patient.Answer.Any(l => l.StartsWith("a=extmap:", StringComparison.Ordinal) && l.Contains("transport-wide-cc")));
    }

    [Fact]
    public async Task Several_sizes_of_a_picture_are_asked_for_only_where_they_are_told_apart()
    {
        await using var rig = await StartAsync(Open);
        var patient = rig.Join(ParticipantRole.Patient, offer: new TestOffer { Rids = ["l", "h"] });
        Assert.Equal(rig.Server.Capabilities.Simulcast, patient.Answer.Contains("a=simulcast:recv l;h"));
    }

    [Fact]
    public async Task Who_has_h264_alone_is_met_or_refused()
    {
        await using var rig = await StartAsync(Open);
        var offer = new TestOffer { Codecs = [VideoCodec.H264] };
        if (rig.Server.Capabilities.H264)
            Assert.Contains("a=rtpmap:102 H264/90000", rig.Join(ParticipantRole.Patient, offer: offer).Answer);
        else
            Assert.Throws<SdpRejectedException>(() => rig.Join(ParticipantRole.Patient, offer: offer));
    }

    [Fact]
    public async Task An_ice_restart_is_answered_or_refused_and_the_call_goes_on()
    {
        await using var rig = await StartAsync(Open);
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        if (rig.Server.Capabilities.IceRestart)
            patient.RestartIce();
        else
            Assert.Equal(SdpRejection.NoIceRestart, Assert.Throws<SdpRejectedException>(() => rig.Server.RestartIce(patient.ResourceId, Fragment)).Rejection);
        rig.SendFor(Second, patient);
        Assert.Equal(patient.FramesSent, clinician.Peer.Received.Count(r => r.Kind == PsyCare.Rtc.MediaKind.Video && r.Marker));
    }

    [Fact]
    public async Task A_section_that_cannot_be_used_is_rejected_in_place_or_the_offer_is()
    {
        await using var rig = await StartAsync(Open);
        using var peer = new TestPeer();
        var offer = peer.Offer + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\n";
        if (rig.Server.Capabilities.PlaceForRejectedMedia)
            Assert.Contains("m=application 0 UDP/DTLS/SCTP webrtc-datachannel", rig.Server.Join(MediaRig.Session, ParticipantRole.Patient, offer).Sdp, StringComparison.Ordinal);
        else
            Assert.Throws<SdpRejectedException>(() => rig.Server.Join(MediaRig.Session, ParticipantRole.Patient, offer));
    }

    [Fact]
    public async Task Peers_share_a_port_where_that_is_declared()
    {
        await using var rig = await StartAsync(Open);
        var (patient, clinician) = (rig.Join(ParticipantRole.Patient), rig.Join(ParticipantRole.Clinician));
        Assert.Equal(rig.Server.Capabilities.SinglePort, patient.Peer.Server!.Port == clinician.Peer.Server!.Port);
    }

    [Fact]
    public async Task A_way_over_tcp_is_offered_only_where_there_is_one_and_less_preferred()
    {
        await using var rig = await StartAsync(Open);
        var candidates = rig.Join(ParticipantRole.Patient).Answer.Where(l => l.StartsWith("a=candidate:", StringComparison.Ordinal)).ToList();
        var priorities = candidates.ToLookup(c => c.Split(' ')[2], c => uint.Parse(c.Split(' ')[3], CultureInfo.InvariantCulture));
        Assert.Equal(rig.Server.Capabilities.Tcp, candidates.Any(c => c.EndsWith(" typ host tcptype passive", StringComparison.Ordinal)));
        Assert.All(priorities["tcp"], tcp => Assert.True(tcp < priorities["udp"].Min()));
    }

    private const string Fragment = "a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789abcdef012345\r\n";
}
