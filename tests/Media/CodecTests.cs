using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.TestKit.Rtc;
using RtcKind = PsyCare.Rtc.MediaKind;
using VideoCodec = PsyCare.Rtc.VideoCodec;

namespace PsyCare.Media.Tests;

/// <summary>Calls in which not everybody has VP8.</summary>
public sealed class CodecTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TestOffer H264 = new() { Codecs = [VideoCodec.H264] };
    private static readonly TestOffer Both = new() { Codecs = [VideoCodec.Vp8, VideoCodec.H264] };

    [Fact]
    public async Task Two_who_know_both_use_vp8()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        Assert.Equal(VideoCodec.Vp8, rig.Join(ParticipantRole.Patient, offer: Both).Peer.Codec);
        Assert.Equal(VideoCodec.Vp8, rig.Join(ParticipantRole.Clinician, offer: Both).Peer.Codec);
    }

    [Fact]
    public async Task Who_comes_second_takes_the_codec_of_who_has_h264_alone()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient, offer: H264);
        var clinician = rig.Join(ParticipantRole.Clinician, offer: Both);
        Assert.Equal(VideoCodec.H264, clinician.Peer.Codec);
        rig.SendFor(Second, patient, clinician);
        Assert.True(Pictures(clinician) > 40 && Pictures(patient) > 40);
    }

    [Fact]
    public async Task Who_came_first_with_vp8_is_called_back_when_the_other_has_h264_alone()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var first = rig.Join(ParticipantRole.Clinician, offer: Both);
        var patient = rig.Join(ParticipantRole.Patient, offer: H264);
        await rig.Events.Seen("Clinician Recalled");
        Assert.False(rig.Server.Leave(first.ResourceId));

        var again = rig.Join(ParticipantRole.Clinician, offer: Both);
        rig.SendFor(Second, patient, again);
        Assert.Equal(VideoCodec.H264, again.Peer.Codec);
        Assert.True(Pictures(again) > 40 && Pictures(patient) > 40);
    }

    [Fact]
    public async Task Without_a_common_codec_sound_passes_and_both_pictures_are_recorded_and_the_patients_is_tapped()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true, analyse: true));
        var clinician = rig.Join(ParticipantRole.Clinician);
        var patient = rig.Join(ParticipantRole.Patient, offer: H264);
        rig.SendFor(2 * Second, patient, clinician);
        await rig.Events.Seen("Patient recording Started");
        await rig.Events.Seen("Clinician recording Started");
        rig.SendFor(Second, patient, clinician);
        Assert.Equal((0, 0), (Pictures(clinician), Pictures(patient)));
        Assert.True(clinician.Peer.Received.Count(p => p.Kind == RtcKind.Audio) > 100);
        Assert.All(new[] { ParticipantRole.Patient, ParticipantRole.Clinician }, who =>
            Assert.InRange(rig.Recorder.Last(who).Of(MediaKind.Video).Count, 140, 151));
        Assert.InRange(rig.Tap.Frames.Count, 70, 80);
    }

    [Fact]
    public async Task H264_is_recorded_from_a_keyframe_on_with_its_size_and_tapped_without_the_upper_layer()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true, analyse: true));
        var patient = rig.Join(ParticipantRole.Patient, offer: H264);
        rig.SendFor(2 * Second, patient);
        await rig.Events.Seen("Patient recording Started");
        rig.SendFor(Second, patient);
        var video = rig.Recorder.Last(ParticipantRole.Patient).Of(MediaKind.Video);
        Assert.InRange(video.Count, 145, 151);
        Assert.True(video[0].IsKeyframe);
        Assert.Equal(new VideoFormat(PsyCare.Domain.Media.VideoCodec.H264, 640, 360), video[0].Format);
        Assert.All(video, f => Assert.Equal(PsyCare.Domain.Media.VideoCodec.H264, f.Format.Codec));
        var tapped = rig.Tap.Frames;
        Assert.InRange(tapped.Count, 70, 80);
        Assert.All(tapped, f => Assert.True(f.Frame.IsKeyframe || (f.Frame.Data[4] & 0x60) != 0));
    }

    private static int Pictures(RigClient client) => client.Peer.Received.Count(p => p.Kind == RtcKind.Video && p.Marker);
}
