using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Media.Tests;

/// <summary>A viewer whose network carries less than the other side sends: its page is told, and operators see how many there are.</summary>
public sealed class ViewedPictureTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private int _frame;

    [Fact]
    public async Task A_viewer_that_gets_less_than_there_is_hears_so_until_it_gets_all_again()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient, offer: new TestOffer { Rids = ["l", "h"] });
        var clinician = rig.Join(ParticipantRole.Clinician);
        clinician.Peer.SendsArrivals = true;
        Film(rig, patient, 10 * Second);
        Assert.Equal(new Viewers(1, 0, 0), rig.Server.ReadQuality().Viewers);
        Assert.DoesNotContain(rig.Events.Events, e => e.Contains("sees", StringComparison.Ordinal));

        clinician.Network = (new LossyLink(1), new LossyLink(2) { Loss = 0.4 });
        Film(rig, patient, 8 * Second);
        Assert.Equal(0, rig.Server.ReadQuality().Viewers.Whole);
        await rig.Events.Seen("Clinician sees Part", count: 2);

        clinician.Network = (new LossyLink(1), new LossyLink(2));
        Film(rig, patient, 70 * Second);
        Assert.Equal(new Viewers(1, 0, 0), rig.Server.ReadQuality().Viewers);
        await rig.Events.Seen("Clinician sees Whole");
        Assert.InRange(rig.Server.ReadTotals().LayerChanges, 2, 10);
        Assert.DoesNotContain(rig.Events.Events, e => e.StartsWith("Patient sees", StringComparison.Ordinal));
        Assert.True(rig.Server.Leave(clinician.ResourceId));
        Assert.Equal(new Viewers(0, 0, 0), rig.Server.ReadQuality().Viewers);
    }

    /// <summary>50 frames a second of 140 and 360 kbit/s; every 25th is a key frame.</summary>
    private void Film(MediaRig rig, RigClient patient, TimeSpan time)
    {
        var step = 0;
        rig.Run(time, () =>
        {
            if (step++ % 2 > 0)
                return;
            var timestamp = (uint)(rig.Now.TotalMilliseconds * 90);
            patient.Peer.SendVideoFrame(patient.Peer.Layers[0], Vp8Packetizer.FakeFrame(350, _frame % 25 == 0, _frame, 480, 360), timestamp);
            patient.Peer.SendVideoFrame(patient.Peer.Layers[1], Vp8Packetizer.FakeFrame(900, _frame % 25 == 0, _frame, 960, 720), timestamp);
            _frame++;
        });
    }
}
