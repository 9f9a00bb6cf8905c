using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Media.Tests;

/// <summary>What the recorder has of a call over 50 ms of round trip that loses packets both ways, one by one or in bursts.</summary>
public sealed class BadNetworkTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0.1, 0, 0.99)]
    [InlineData(0.1, 3, 0.99)]
    [InlineData(0.2, 0, 0.9)]
    [InlineData(0.2, 3, 0.9)]
    public async Task Recorded_frames_are_complete_and_the_sound_is_continuous(double loss, double meanBurst, double frames)
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient, offer: new TestOffer { AudioNack = true });
        rig.SendFor(Second, patient);
        await rig.Events.Seen("Patient recording Started");
        patient.Network = (Link(91, loss, meanBurst), Link(92, loss, meanBurst));
        rig.SendFor(30 * Second, patient);
        rig.Run(Second);

        var segment = rig.Recorder.Segments.Single();
        var (video, audio) = (segment.Of(MediaKind.Video).Count, segment.Of(MediaKind.Audio));
        Assert.True(video >= frames * patient.FramesSent, $"{video} of {patient.FramesSent} frames");
        Assert.True(audio.Count >= 0.99 * patient.SoundsSent, $"{audio.Count} of {patient.SoundsSent} sounds");
        Assert.All(audio.Zip(audio.Skip(1)), p => Assert.True(p.Second.AtMs >= p.First.AtMs));
        Assert.DoesNotContain("Patient Disconnected", rig.Events.Events);
    }

    private static LossyLink Link(int seed, double loss, double meanBurst) =>
        new(seed) { Loss = loss, MeanBurst = meanBurst, Delay = TimeSpan.FromMilliseconds(25) };
}
