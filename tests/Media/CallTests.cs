using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Sdp;
using PsyCare.TestKit.Rtc;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.Tests;

public abstract class CallTests(EndpointUnderTest endpoint) : ConformanceTests(endpoint)
{
    [Fact]
    public async Task Both_participants_get_each_others_sound_and_picture()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient, clinician);

        foreach (var (from, to) in new[] { (patient, clinician), (clinician, patient) })
        {
            var video = to.Peer.Received.Where(r => r.Kind == RtcKind.Video).ToArray();
            Assert.Equal(from.FramesSent, video.Count(r => r.Marker));
            Assert.Single(video.Select(r => r.Ssrc).Distinct());
            Assert.InRange(to.Peer.Received.Count(r => r.Kind == RtcKind.Audio), 90, 110);
        }

        await rig.Events.Seen("Patient Connected");
        await rig.Events.Seen("Clinician Connected");
        Assert.Equal(2, rig.Server.ReadTotals().Peers);
        Assert.Empty(rig.Tap.Frames);
        Assert.Empty(rig.Recorder.Segments);
    }

    [Fact]
    public async Task A_newcomer_gets_a_keyframe()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        Assert.Equal(0, patient.Peer.KeyframeRequests);
        rig.Join(ParticipantRole.Clinician);
        rig.SendFor(Second, patient);
        Assert.Equal(1, patient.Peer.KeyframeRequests);
    }

    [Fact]
    public async Task A_viewers_request_for_a_keyframe_reaches_the_source_throttled()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient);
        var before = patient.Peer.KeyframeRequests;
        rig.Run(Second, () => clinician.Peer.RequestKeyframe());
        Assert.InRange(patient.Peer.KeyframeRequests - before, 1, 3);
    }

    [Fact]
    public async Task A_second_join_replaces_the_first_connection_and_the_viewer_sees_one_stream()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var clinician = rig.Join(ParticipantRole.Clinician);
        var old = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, old);
        var reloaded = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, reloaded);

        await rig.Events.Seen("Patient Replaced");
        Assert.Equal(2, rig.Server.ReadTotals().Peers);
        Assert.False(rig.Server.Leave(old.ResourceId));
        var video = clinician.Peer.Received.Where(r => r.Kind == RtcKind.Video).ToArray();
        Assert.Single(video.Select(r => r.Ssrc).Distinct());
        Assert.Equal(old.FramesSent + reloaded.FramesSent, video.Count(r => r.Marker));
        Assert.All(video.Zip(video.Skip(1)), p => Assert.Equal((ushort)(p.First.SequenceNumber + 1), p.Second.SequenceNumber));
        rig.SendFor(Second, clinician);
        Assert.Contains(reloaded.Peer.Received, r => r.Kind == RtcKind.Video);
    }

    [Fact]
    public async Task Ten_seconds_without_network_and_a_new_address_do_not_end_the_call()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(Second, patient);
        patient.IsOnline = false;
        rig.Pass(10 * Second);
        await rig.Events.Seen("Patient Disconnected");

        patient.Move();
        patient.IsOnline = true;
        var before = clinician.Peer.Received.Count;
        rig.SendFor(2 * Second, patient, clinician);
        await rig.Events.Seen("Patient Connected", 2);
        Assert.True(clinician.Peer.Received.Count > before + 100);
        Assert.DoesNotContain("Patient Closed", rig.Events.Events);
    }

    [Fact]
    public async Task A_closed_laptop_ends_the_connection_after_half_a_minute()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        patient.IsOnline = false;
        rig.Pass(31 * Second);
        await rig.Events.Seen("Patient Closed");
        Assert.Equal(0, rig.Server.ReadTotals().Peers);
    }

    [Fact]
    public async Task Leaving_and_ending_close_the_connections()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        Assert.True(rig.Server.Leave(patient.ResourceId));
        rig.Settle();
        Assert.Equal(rig.Server.Capabilities.Goodbye, patient.Peer.DtlsState == DtlsState.Closed);

        rig.Server.SetPolicy(MediaRig.Session, MediaPolicy.Closed);
        rig.Settle();
        Assert.Equal(rig.Server.Capabilities.Goodbye, clinician.Peer.DtlsState == DtlsState.Closed);
        await rig.Events.Seen("Patient Closed");
        await rig.Events.Seen("Clinician Closed");
        Assert.Equal(0, rig.Server.ReadTotals().Peers);
    }

    [Fact]
    public async Task Joining_is_refused_without_a_call_and_when_full()
    {
        await using var rig = await StartAsync(maxPeers: 1);
        var offer = new RigClient(rig, null).Peer.Offer;
        var refused = Assert.Throws<MediaRefusedException>(() => rig.Server.Join(MediaRig.Session, ParticipantRole.Patient, offer));
        Assert.Equal(MediaRefusal.NoCall, refused.Refusal);

        rig.Server.SetPolicy(MediaRig.Session, new MediaPolicy(true, false, false, null));
        rig.Join(ParticipantRole.Patient);
        refused = Assert.Throws<MediaRefusedException>(() => rig.Server.Join(MediaRig.Session, ParticipantRole.Clinician, offer));
        Assert.Equal(MediaRefusal.Full, refused.Refusal);
        rig.Join(ParticipantRole.Patient); // a reload is not one more

        rig.Server.SetPolicy(MediaRig.Session, MediaPolicy.Closed);
        Assert.Throws<MediaRefusedException>(() => rig.Server.Join(MediaRig.Session, ParticipantRole.Patient, offer));
    }

    [Fact]
    public async Task An_offer_that_cannot_be_answered_leaves_the_running_connection_alone()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        Assert.Throws<SdpRejectedException>(() => rig.Server.Join(MediaRig.Session, ParticipantRole.Patient, "v=0\r\n"));
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(Second, patient);
        Assert.NotEmpty(clinician.Peer.Received);
    }

    [Fact]
    public async Task A_one_way_offer_is_answered_one_way()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var viewer = rig.Join(ParticipantRole.Clinician, offer: new TestOffer { Audio = "recvonly", Video = "recvonly" });
        var source = rig.Join(ParticipantRole.Patient, offer: new TestOffer { Audio = "sendonly", Video = "sendonly" });
        rig.SendFor(Second, source);
        Assert.NotEmpty(viewer.Peer.Received);
        Assert.Empty(source.Peer.Received);
    }

    [Fact]
    public async Task Sessions_do_not_hear_each_other()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        rig.Server.SetPolicy("other", new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        var stranger = rig.Join(ParticipantRole.Clinician, "other");
        rig.SendFor(Second, patient, stranger);
        Assert.Empty(stranger.Peer.Received);
        Assert.Empty(patient.Peer.Received);
    }
}
