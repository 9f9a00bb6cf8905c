using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Media.Tests;

public abstract class AudioLevelTests(EndpointUnderTest endpoint) : ConformanceTests(endpoint)
{
    [Fact]
    public async Task Each_participants_loudness_is_told_five_times_a_second_on_the_session_clock()
    {
        await using var rig = await StartAsync(MediaRig.Live());
        var (patient, clinician) = (rig.Join(ParticipantRole.Patient), rig.Join(ParticipantRole.Clinician));
        Speak(rig, 2 * Second, (patient, new AudioLevel(-20, true)), (clinician, new AudioLevel(-70, true)));

        var levels = rig.Levels.All;
        var spoken = levels.Where(l => l.Participant == ParticipantRole.Patient).ToList();
        Assert.InRange(spoken.Count, 9, 11);
        Assert.All(spoken, l => Assert.Equal((MediaRig.Session, -20, true), (l.SessionId, l.DBov, l.Voice)));
        Assert.All(spoken.Zip(spoken.Skip(1)), p => Assert.Equal(IAudioLevelTap.WindowMs, p.Second.AtMs - p.First.AtMs));
        Assert.All(levels, l => Assert.Equal(0, l.AtMs % IAudioLevelTap.WindowMs));
        Assert.All(levels.Where(l => l.Participant == ParticipantRole.Clinician), l => Assert.False(l.Voice)); // a fan, whatever V says
    }

    [Fact]
    public async Task A_window_gives_the_mean_power()
    {
        await using var rig = await StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        var loud = false;
        SpeakEach(rig, 2 * Second, () => patient.Peer.SendAudioFrame(new byte[40], 0, new AudioLevel((loud = !loud) ? -20 : -127, loud)));
        var whole = rig.Levels.All.Skip(1).SkipLast(1).ToList(); // the windows at both ends are not full
        Assert.NotEmpty(whole);
        Assert.All(whole, l => Assert.InRange(l.DBov, -24, -22)); // half the power is 3 dB less
    }

    [Fact]
    public async Task What_a_muted_participant_said_last_is_told_and_then_nothing()
    {
        await using var rig = await StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        patient.Peer.SendAudioFrame(new byte[40], 0, new AudioLevel(-30, true));
        rig.Run(Second);
        Assert.Equal(-30, Assert.Single(rig.Levels.All).DBov);
    }

    [Fact]
    public async Task Nothing_is_told_before_the_session_is_live_nor_about_packets_without_a_level()
    {
        await using var rig = await StartAsync(new MediaPolicy(true, false, false, null));
        var patient = rig.Join(ParticipantRole.Patient);
        Speak(rig, Second, (patient, new AudioLevel(-20, true)));
        rig.Server.SetPolicy(MediaRig.Session, MediaRig.Live());
        rig.SendFor(Second, patient);
        Assert.Empty(rig.Levels.All);
    }

    private static void Speak(MediaRig rig, TimeSpan time, params (RigClient Client, AudioLevel Level)[] speakers) =>
        SpeakEach(rig, time, () =>
        {
            foreach (var (client, level) in speakers)
                client.Peer.SendAudioFrame(new byte[40], 0, level);
        });

    private static void SpeakEach(MediaRig rig, TimeSpan time, Action every20Ms)
    {
        var step = 0;
        rig.Run(time, () =>
        {
            if (step++ % 2 == 0)
                every20Ms();
        });
        rig.Run(Second);
    }
}
