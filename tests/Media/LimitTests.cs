using PsyCare.Domain.Media;
using PsyCare.Media.Net;
using PsyCare.Media.Rooms;
using PsyCare.Media.Tests.Rig;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Media.Tests;

/// <summary>What one peer, or many that never finish, may cost the others.</summary>
public sealed class LimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Handshakes_that_nobody_finishes_are_bounded_and_given_up()
    {
        await using var rig = await MediaRig.StartAsync(maxConnecting: 2);
        foreach (var session in new[] { "a", "b", "c" })
            rig.Server.SetPolicy(session, MediaRig.Live());
        rig.Server.Join("a", ParticipantRole.Patient, Offer());
        rig.Server.Join("b", ParticipantRole.Patient, Offer());
        Assert.Equal(MediaRefusal.Full, Assert.Throws<MediaRefusedException>(() => rig.Server.Join("c", ParticipantRole.Patient, Offer())).Refusal);
        rig.Server.Join("a", ParticipantRole.Patient, Offer()); // again: it takes the place of the first

        rig.Run(31 * Second);
        Assert.Equal(0, rig.Server.ReadTotals().Peers);
        rig.Join(ParticipantRole.Patient, "c");
    }

    [Fact]
    public async Task One_participant_of_a_session_has_one_connection_however_often_it_joins()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        for (var i = 0; i < 50; i++)
            rig.Server.Join(MediaRig.Session, ParticipantRole.Patient, Offer());
        Assert.Equal(1, rig.Server.ReadTotals().Peers);
    }

    [Fact]
    public async Task A_peer_that_floods_is_cut_to_its_share_and_heard_again_afterwards()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        for (var i = 0; i < Participant.MaxPacketsPerSecond + 500; i++)
        {
            patient.Peer.SendAudioFrame([1], (uint)i);
            if (i % 100 == 99)
                rig.Settle();
        }

        Assert.InRange(rig.Server.ReadTotals().Dropped["TooMany"], 500, 520);
        Assert.InRange(clinician.Peer.Received.Count, Participant.MaxPacketsPerSecond - 100, Participant.MaxPacketsPerSecond);
        rig.Run(Second);
        var heard = clinician.Peer.Received.Count;
        rig.SendFor(Second, patient, clinician);
        Assert.True(clinician.Peer.Received.Count >= heard + 200);
        Assert.DoesNotContain("Patient Disconnected", rig.Events.Events);
    }

    [Fact]
    public async Task Checks_from_ever_new_addresses_are_cut_and_the_call_goes_on()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        for (var i = 0; i < Participant.MaxChecksPerSecond + 50; i++)
        {
            patient.Move();
            patient.Peer.SendCheck();
            rig.Settle();
        }

        Assert.InRange(rig.Server.ReadTotals().Dropped["TooMany"], 45, 52);
        rig.SendFor(2 * Second, patient);
        Assert.Equal(1, rig.Server.ReadTotals().Peers);
        Assert.DoesNotContain("Patient Disconnected", rig.Events.Events);
    }

    private static string Offer()
    {
        using var peer = new TestPeer();
        return peer.Offer;
    }

    [Fact]
    public void A_budget_allows_a_burst_after_a_pause_and_then_its_rate()
    {
        var budget = new PacketBudget(100);
        int Take(double seconds, int tries) => Enumerable.Range(0, tries).Count(_ => budget.TryTake(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(100, Take(5, 500));
        Assert.Equal(50, Take(5.5, 500));
        Assert.Equal(0, Take(5.5, 1));
        Assert.Equal(100, Take(60, 500));
    }
}
