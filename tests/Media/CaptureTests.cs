using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Media.Tests;

/// <summary>What recorder and tap get, and when they stop getting it.</summary>
public abstract class CaptureTests(EndpointUnderTest endpoint) : ConformanceTests(endpoint)
{
    [Fact]
    public async Task Both_participants_are_recorded_from_a_keyframe_on()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient, clinician);
        await rig.Events.Seen("Patient recording Started");
        await rig.Events.Seen("Clinician recording Started");
        rig.SendFor(Second, patient, clinician);

        foreach (var who in new[] { ParticipantRole.Patient, ParticipantRole.Clinician })
        {
            var segment = rig.Recorder.Last(who);
            var video = segment.Of(MediaKind.Video);
            Assert.Equal(MediaRig.Session, segment.SessionId);
            Assert.InRange(video.Count, 145, 151);
            Assert.True(video[0].IsKeyframe);
            Assert.InRange(segment.Of(MediaKind.Audio).Count, 145, 151);
            Assert.Equal(segment.StartMs, segment.Frames.Min(f => f.AtMs));
            Assert.All(video, f => Assert.Equal(2500, f.Data.Length));
        }

        Assert.Empty(rig.Tap.Frames);
    }

    [Fact]
    public async Task Recorded_times_are_those_of_the_session_clock()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        rig.Run(5 * Second);
        var begin = rig.Now.TotalMilliseconds;
        rig.SendFor(2 * Second, patient);
        await rig.Events.Seen("Patient recording Started");
        var segment = rig.Recorder.Last(ParticipantRole.Patient);
        Assert.InRange(segment.StartMs - begin, 0, 10);
        foreach (var kind in new[] { MediaKind.Audio, MediaKind.Video })
        {
            var frames = segment.Of(kind);
            Assert.All(frames.Zip(frames.Skip(1)), p => Assert.InRange(p.Second.AtMs - p.First.AtMs, 19, 21));
            Assert.InRange(frames[0].AtMs - begin, 0, 10);
        }
    }

    [Fact]
    public async Task Withdrawing_stops_recorder_and_tap_at_that_instant()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true, analyse: true));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient, clinician);
        await rig.Events.Seen("Patient recording Started");

        rig.Server.SetPolicy(MediaRig.Session, MediaRig.Live());
        var (tapped, recorded) = (rig.Tap.Frames.Count, rig.Recorder.Segments.Sum(s => s.Frames.Count));
        Assert.True(tapped > 40 && recorded > 300);
        var heard = clinician.Peer.Received.Count;
        rig.SendFor(2 * Second, patient, clinician);
        Assert.Equal(tapped, rig.Tap.Frames.Count);
        Assert.Equal(recorded, rig.Recorder.Segments.Sum(s => s.Frames.Count));
        Assert.True(clinician.Peer.Received.Count > heard + 200); // the call goes on
        await rig.Events.Seen("Patient recording Stopped");
        await rig.Events.Seen("Clinician recording Stopped");
    }

    [Fact]
    public async Task Resuming_begins_a_new_segment_with_a_keyframe()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        rig.Server.SetPolicy(MediaRig.Session, MediaRig.Live());
        await rig.Events.Seen("Patient recording Stopped");
        rig.SendFor(3 * Second, patient);
        rig.Server.SetPolicy(MediaRig.Session, MediaRig.Live(record: true));
        rig.Server.SetPolicy(MediaRig.Session, MediaRig.Live(record: true)); // repeating changes nothing
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started", 2);

        Assert.Equal(2, rig.Recorder.Segments.Count);
        var (first, second) = (rig.Recorder.Segments[0], rig.Recorder.Segments[1]);
        Assert.True(first.Completion.IsCompletedSuccessfully);
        Assert.InRange(second.StartMs - first.Frames[^1].AtMs, 2900, 3200);
        Assert.True(second.Of(MediaKind.Video)[0].IsKeyframe);
        Assert.All(second.Frames, f => Assert.True(f.AtMs >= second.StartMs));
    }

    [Fact]
    public async Task A_picture_without_sound_is_recorded_though_it_was_flowing_before()
    {
        await using var rig = await StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        patient.HasMicrophone = false;
        rig.SendFor(Second, patient);
        rig.Server.SetPolicy(MediaRig.Session, MediaRig.Live(record: true));
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started");
        Assert.InRange(rig.Recorder.Last(ParticipantRole.Patient).Of(MediaKind.Video).Count, 40, 51);
        Assert.Equal(1, patient.Peer.KeyframeRequests);
    }

    [Fact]
    public async Task A_reconnect_begins_a_new_segment()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        rig.SendFor(Second, rig.Join(ParticipantRole.Patient));
        rig.SendFor(Second, rig.Join(ParticipantRole.Patient));
        await rig.Events.Seen("Patient recording Started", 2);
        await rig.Events.Seen("Patient recording Stopped");
        Assert.Equal(2, rig.Recorder.Segments.Count);
        Assert.All(rig.Recorder.Segments, s => Assert.True(s.Of(MediaKind.Video)[0].IsKeyframe));
    }

    [Fact]
    public async Task Keyframes_are_asked_for_every_five_seconds_while_recording()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started");
        rig.SendFor(34 * Second, patient);
        var keyframes = rig.Recorder.Last(ParticipantRole.Patient).Of(MediaKind.Video).Where(f => f.IsKeyframe).ToArray();
        Assert.Equal(7, keyframes.Length);
        Assert.All(keyframes.Zip(keyframes.Skip(1)), p => Assert.InRange(p.Second.AtMs - p.First.AtMs, 5_000, 5_300));
    }

    [Fact]
    public async Task The_tap_gets_the_patients_base_layer_only()
    {
        await using var rig = await StartAsync(MediaRig.Live(analyse: true));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient, clinician);

        var frames = rig.Tap.Frames;
        Assert.InRange(frames.Count, (patient.FramesSent / 2) - 2, (patient.FramesSent / 2) + 1);
        Assert.True(frames[0].Frame.IsKeyframe);
        Assert.All(frames.Zip(frames.Skip(1)), p => Assert.InRange(p.Second.Frame.AtMs - p.First.Frame.AtMs, 30, 50));
        Assert.All(frames, f => Assert.Equal(MediaRig.Session, f.SessionId));
        Assert.Empty(rig.Recorder.Segments);
    }

    [Fact]
    public async Task Nothing_is_kept_before_the_session_is_live()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, Record: true, Analyse: true, LiveSince: null));
        rig.SendFor(Second, rig.Join(ParticipantRole.Patient));
        Assert.Empty(rig.Tap.Frames);
        Assert.Empty(rig.Recorder.Segments);
    }

    [Fact]
    public async Task Loss_is_repaired_by_retransmission_before_anything_is_recorded()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true, analyse: true));
        var patient = rig.Join(ParticipantRole.Patient);
        if (!rig.Server.Capabilities.Retransmission)
        {
            Assert.DoesNotContain("a=rtcp-fb:96 nack", patient.Answer);
            return;
        }

        var random = new Random(11);
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started");
        patient.Loses = () => random.Next(10) == 0;
        rig.SendFor(10 * Second, patient);
        patient.Loses = () => false;
        rig.SendFor(Second, patient);

        var video = rig.Recorder.Last(ParticipantRole.Patient).Of(MediaKind.Video);
        Assert.InRange(video.Count, patient.FramesSent * 99 / 100, patient.FramesSent);
        Assert.True(patient.Peer.NacksReceived > 50);
        Assert.All(video.Zip(video.Skip(1)), p => Assert.True(p.Second.AtMs >= p.First.AtMs));
        Assert.InRange(rig.Tap.Frames.Count, video.Count * 45 / 100, video.Count * 55 / 100);
    }

    [Fact]
    public async Task An_ice_restart_on_another_network_goes_on_with_the_same_recording_and_connection()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient, clinician);
        await rig.Events.Seen("Patient recording Started");
        if (!rig.Server.Capabilities.IceRestart)
        {
            Assert.Throws<SdpRejectedException>(patient.RestartIce);
            return;
        }

        for (var restart = 0; restart < 3; restart++)
        {
            patient.Move();
            patient.RestartIce();
            rig.SendFor(2 * Second, patient, clinician);
        }

        var video = rig.Recorder.Segments.Single(s => s.Participant == ParticipantRole.Patient).Of(MediaKind.Video);
        Assert.InRange(video.Count, patient.FramesSent - 5, patient.FramesSent);
        Assert.Single(clinician.Peer.Received.Where(r => r.Kind == PsyCare.Rtc.MediaKind.Video).Select(r => r.Ssrc).Distinct());
        Assert.Equal(2, rig.Server.ReadTotals().Peers);
        Assert.Null(rig.Server.RestartIce("nobody", patient.Peer.RestartIce()));
        Assert.DoesNotContain(rig.Events.Events, e => e.StartsWith("Patient Replaced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frames_wait_for_a_slow_recorder_and_the_call_does_not()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var opening = new TaskCompletionSource();
        rig.Recorder.Opening = opening.Task;
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient);
        Assert.NotEmpty(clinician.Peer.Received);
        Assert.Empty(rig.Recorder.Segments);
        opening.SetResult();
        await rig.Events.Seen("Patient recording Started");
        var recorded = rig.Recorder.Last(ParticipantRole.Patient).Frames.Count;
        Assert.InRange(recorded, 190, 201);
        Assert.Equal(recorded, rig.Server.ReadTotals().FramesRecorded);
    }

    [Fact]
    public async Task What_was_said_before_a_withdrawal_is_kept_even_if_the_recorder_was_still_opening()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var opening = new TaskCompletionSource();
        rig.Recorder.Opening = opening.Task;
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        rig.Server.SetPolicy(MediaRig.Session, MediaRig.Live());
        rig.SendFor(Second, patient);
        opening.SetResult();
        await rig.Events.Seen("Patient recording Stopped");
        Assert.InRange(rig.Recorder.Last(ParticipantRole.Patient).Frames.Count, 90, 101);
    }

    [Fact]
    public async Task A_recorder_that_fails_is_reported_and_tried_again()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        rig.Recorder.Fault = new IOException("no space");
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Failed");
        rig.Recorder.Fault = null;
        rig.SendFor(11 * Second, patient);
        await rig.Events.Seen("Patient recording Started");

        rig.Recorder.Last(ParticipantRole.Patient).Break();
        await rig.Events.Seen("Patient recording Failed", 2);
        rig.SendFor(11 * Second, patient);
        await rig.Events.Seen("Patient recording Started", 2);
        Assert.True(rig.Recorder.Last(ParticipantRole.Patient).Of(MediaKind.Video)[0].IsKeyframe);
    }

    [Fact]
    public async Task Frames_that_waited_for_a_recorder_in_vain_count_as_unrecorded()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var opening = new TaskCompletionSource();
        rig.Recorder.Opening = opening.Task;
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        var waiting = rig.Server.ReadTotals().FramesWaiting;
        Assert.InRange(waiting, 90, 101);

        opening.SetException(new IOException("no space"));
        await rig.Events.Seen("Patient recording Failed");
        var totals = rig.Server.ReadTotals();
        Assert.Equal((0, waiting, 0), (totals.FramesRecorded, totals.FramesUnrecorded, totals.FramesWaiting));
    }

    [Fact]
    public async Task A_store_that_stands_still_is_reported_and_so_is_that_it_goes_on()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started");
        var segment = rig.Recorder.Last(ParticipantRole.Patient);

        segment.StoringFor = TimeSpan.FromSeconds(4);
        rig.SendFor(Second, patient);
        Assert.DoesNotContain("Patient recording Delayed", rig.Events.Events);
        segment.StoringFor = TimeSpan.FromSeconds(5);
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Delayed");
        segment.StoringFor = TimeSpan.Zero;
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started", 2);
        Assert.Single(rig.Events.Events, e => e == "Patient recording Delayed");
    }

    [Fact]
    public async Task After_a_frame_that_was_not_accepted_the_recording_goes_on_with_a_keyframe()
    {
        await using var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started");
        var segment = rig.Recorder.Last(ParticipantRole.Patient);
        segment.IsFull = true;
        rig.SendFor(Second, patient);
        segment.IsFull = false;
        var before = segment.Of(MediaKind.Video).Count;
        rig.SendFor(2 * Second, patient);
        Assert.True(segment.Of(MediaKind.Video)[before].IsKeyframe);
        Assert.True(rig.Server.ReadTotals().FramesUnrecorded > 0);
    }

    [Fact]
    public async Task Stopping_the_server_finishes_what_is_being_recorded()
    {
        var rig = await StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient);
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started");
        await rig.DisposeAsync();
        Assert.True(rig.Recorder.Last(ParticipantRole.Patient).Completion.IsCompletedSuccessfully);
        Assert.Contains("Patient recording Stopped", rig.Events.Events);
    }
}
