using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Media.Tests;

/// <summary>Which of several sizes of a picture is recorded, and which is analysed.</summary>
public sealed class SimulcastCaptureTests
{
    private const int LowBytes = 700;
    private const int HighBytes = 2500;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private int _frame;
    private (int Low, int High) _answered = (-1, -1);

    [Fact]
    public async Task The_largest_picture_is_recorded_and_the_smallest_analysed()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true, analyse: true));
        var patient = Join(rig);
        Film(rig, patient, 5 * Second);
        await rig.Events.Seen("Patient recording Started");
        var recorded = rig.Recorder.Last(ParticipantRole.Patient).Of(MediaKind.Video);
        Assert.All(recorded.Skip(60), f => Assert.Equal(HighBytes, f.Data.Length));
        Assert.InRange(recorded.Count, 240, 251);
        Assert.All(rig.Tap.Frames, f => Assert.Equal(LowBytes, f.Frame.Data.Length));
        Assert.InRange(rig.Tap.Frames.Count, 240, 251);
    }

    [Fact]
    public async Task Analysis_alone_takes_nothing_of_the_large_picture()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(analyse: true));
        var patient = Join(rig);
        Film(rig, patient, 3 * Second);
        Assert.InRange(rig.Tap.Frames.Count, 140, 151);
        Assert.All(rig.Tap.Frames, f => Assert.Equal(LowBytes, f.Frame.Data.Length));
        Assert.InRange(patient.Peer.Layers[1].KeyframeRequests, 0, 1);
    }

    [Fact]
    public async Task The_recording_goes_on_with_what_still_flows()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true));
        var patient = Join(rig);
        Film(rig, patient, 3 * Second);
        Film(rig, patient, 3 * Second, high: false);
        Film(rig, patient, 3 * Second);
        await rig.Events.Seen("Patient recording Started");
        var recorded = Assert.Single(rig.Recorder.Segments).Of(MediaKind.Video);
        var sizes = recorded.Select(f => f.Data.Length).ToList();
        Assert.Equal(HighBytes, sizes[145]);
        Assert.Equal(LowBytes, sizes[270]);
        Assert.Equal(HighBytes, sizes[^1]);
        Assert.All(
            recorded.Zip(recorded.Skip(1)),
            p => Assert.True(p.First.Data.Length == p.Second.Data.Length || p.Second.IsKeyframe, "another size begins with a key frame"));
        Assert.All(recorded.Zip(recorded.Skip(1)), p => Assert.InRange(p.Second.AtMs - p.First.AtMs, 0, 300));
    }

    private static RigClient Join(MediaRig rig) => rig.Join(ParticipantRole.Patient, offer: new TestOffer { Rids = ["l", "h"] });

    /// <summary>50 frames a second in both sizes; a key frame of the layer that was asked for one.</summary>
    private void Film(MediaRig rig, RigClient patient, TimeSpan time, bool high = true)
    {
        var step = 0;
        rig.Run(time, () =>
        {
            if (step++ % 2 == 0)
                SendFrame(rig, patient, high);
        });
    }

    private void SendFrame(MediaRig rig, RigClient patient, bool high)
    {
        var (low, large) = (patient.Peer.Layers[0], patient.Peer.Layers[1]);
        var timestamp = (uint)(rig.Now.TotalMilliseconds * 90);
        var asked = (low.KeyframeRequests, large.KeyframeRequests);
        patient.Peer.SendVideoFrame(low, Vp8Packetizer.FakeFrame(LowBytes, asked.Item1 != _answered.Low, _frame, 480, 360), timestamp);
        if (high)
            patient.Peer.SendVideoFrame(large, Vp8Packetizer.FakeFrame(HighBytes, asked.Item2 != _answered.High, _frame, 960, 720), timestamp);
        _answered = (asked.Item1, high ? asked.Item2 : _answered.High);
        _frame++;
    }
}
