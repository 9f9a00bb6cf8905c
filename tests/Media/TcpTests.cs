using System.Net;
using System.Net.Sockets;
using PsyCare.Domain.Media;
using PsyCare.Media.Net;
using PsyCare.Media.Tests.Rig;
using PsyCare.TestKit.Rtc;
using RtcKind = PsyCare.Rtc.MediaKind;
using VideoCodec = PsyCare.Rtc.VideoCodec;

namespace PsyCare.Media.Tests;

/// <summary>Participants whose network has no UDP (RFC 6544).</summary>
public sealed class TcpTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Loopbacks => Socket.OSSupportsIPv6 ? ["127.0.0.1", "::1"] : ["127.0.0.1"];

    [Fact]
    public async Task Sound_and_picture_pass_both_ways_between_tcp_and_udp()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient, overTcp: true);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient, clinician);
        Assert.Equal(patient.FramesSent, FramesSeen(clinician));
        Assert.Equal(clinician.FramesSent, FramesSeen(patient));
        var (totals, quality) = (rig.Server.ReadTotals(), rig.Server.ReadQuality());
        Assert.Equal((2, 1, 1L), (quality.Connected, quality.OverTcp, totals.TcpConnections));
        Assert.InRange(totals.TcpDatagramsIn, 400, totals.DatagramsIn - 400);
        Assert.InRange(totals.TcpDatagramsOut, 400, totals.DatagramsOut - 400);
        Assert.DoesNotContain("Backlog", totals.Dropped.Keys);
    }

    [Fact]
    public async Task Pictures_in_h264_pass_both_ways_between_tcp_and_udp()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var h264 = new TestOffer { Codecs = [VideoCodec.H264] };
        var (patient, clinician) = (rig.Join(ParticipantRole.Patient, offer: h264, overTcp: true), rig.Join(ParticipantRole.Clinician, offer: h264));
        rig.SendFor(2 * Second, patient, clinician);
        Assert.Equal(1, rig.Server.ReadQuality().OverTcp);
        Assert.Equal(patient.FramesSent, FramesSeen(clinician));
        Assert.Equal(clinician.FramesSent, FramesSeen(patient));
    }

    [Theory]
    [MemberData(nameof(Loopbacks))]
    public async Task A_participant_moves_from_udp_to_tcp_and_back_by_the_check_that_nominates(string address)
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var (patient, clinician) = (rig.Join(ParticipantRole.Patient), rig.Join(ParticipantRole.Clinician));
        patient.MoveToTcp(IPAddress.Parse(address));
        rig.SendFor(Second, patient, clinician);
        Assert.Equal(1, rig.Server.ReadQuality().OverTcp);
        var seen = FramesSeen(patient);
        rig.SendFor(Second, patient, clinician);
        Assert.Equal(seen + 50, FramesSeen(patient));
        patient.Move();
        rig.SendFor(Second, patient, clinician);
        Assert.Equal(0, rig.Server.ReadQuality().OverTcp);
        MediaRig.Await(() => rig.Server.ReadTotals().TcpConnections == 0, "the connection is gone");
        Assert.Equal(1, rig.Server.ReadTotals().TcpEnded["Left"]);
        Assert.DoesNotContain("Patient Disconnected", rig.Events.Events);
    }

    [Fact]
    public async Task A_torn_connection_is_followed_by_a_new_one_and_the_session_goes_on()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true));
        var patient = rig.Join(ParticipantRole.Patient, overTcp: true);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(2 * Second, patient, clinician);
        for (var i = 0; i < 3; i++)
        {
            patient.MoveToTcp();
            var (heard, seen) = (FramesSeen(clinician), FramesSeen(patient));
            rig.SendFor(2 * Second, patient, clinician);
            Assert.Equal(heard + 100, FramesSeen(clinician));
            Assert.InRange(FramesSeen(patient), seen + 99, seen + 110);
        }

        MediaRig.Await(() => rig.Server.ReadTotals().TcpConnections == 1, "the torn connections are gone");
        Assert.Single(rig.Recorder.Segments, s => s.Participant == ParticipantRole.Patient);
        Assert.Equal(["Clinician Connected", "Patient Connected"], rig.Events.Events.Where(e => e.EndsWith("nected", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Ice_restarts_over_tcp()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient, overTcp: true);
        var clinician = rig.Join(ParticipantRole.Clinician);
        patient.RestartIce();
        rig.SendFor(Second, patient);
        patient.MoveToTcp();
        patient.RestartIce();
        rig.SendFor(Second, patient);
        Assert.Equal(patient.FramesSent, FramesSeen(clinician));
    }

    [Fact]
    public async Task When_the_peer_is_over_the_client_is_told_and_the_connection_ends()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient, overTcp: true);
        Assert.True(rig.Server.Leave(patient.ResourceId));
        MediaRig.Await(() => !patient.Drain() && patient.IsDisconnected, "the connection ends");
        Assert.Equal(PsyCare.Rtc.Dtls.DtlsState.Closed, patient.Peer.DtlsState);
        patient.IsOnline = false;
        rig.Run(11 * Second); // a client that never ends its side is not waited for
        Assert.Equal(0, rig.Server.ReadTotals().TcpConnections);
        Assert.Equal(1, rig.Server.ReadTotals().TcpEnded["Over"]);
    }

    [Fact]
    public async Task A_client_that_does_not_read_loses_pictures_before_sound_and_then_the_connection()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var (patient, clinician) = (rig.Join(ParticipantRole.Patient), rig.Join(ParticipantRole.Clinician));
        patient.MoveToTcp(receiveBuffer: 8 * 1024);
        rig.SendFor(Second, patient, clinician);
        (patient.IsReading, patient.Peer.SendsChecks) = (false, false);
        for (var i = 0; i < 20 && rig.Server.ReadTotals().TcpConnections > 0; i++)
            rig.SendFor(Second, clinician);
        var totals = rig.Server.ReadTotals();
        Assert.Equal(1, totals.TcpEnded["Backlog"]);
        Assert.InRange(totals.Dropped["Backlog"], 100, long.MaxValue);
        Assert.Equal(2, totals.Peers); // its peer may come back by another connection
        Assert.DoesNotContain("Clinician Disconnected", rig.Events.Events);
    }

    [Fact]
    public async Task A_connection_in_reserve_that_falls_silent_is_closed_and_the_call_goes_on()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        using var reserve = new TcpPath(rig.TcpPort);
        reserve.Send(Check(rig, patient));
        MediaRig.Await(() => reserve.Receive(static _ => { }), "the check is answered");
        rig.Run(TcpConnections.MaxSilence - Second);
        Assert.Equal(1, rig.Server.ReadTotals().TcpConnections);
        rig.Run(3 * Second);
        Assert.Equal(1, rig.Server.ReadTotals().TcpEnded["Silent"]);
        Assert.Equal(1, rig.Server.ReadQuality().Connected);
    }

    private static int FramesSeen(RigClient client) => client.Peer.Received.Count(r => r.Kind == RtcKind.Video && r.Marker && !r.IsRestored);

    /// <summary>A check as this client would send it; it is not sent.</summary>
    private static byte[] Check(MediaRig rig, RigClient client)
    {
        byte[] check = [];
        var send = client.Peer.Transmit;
        client.Peer.Transmit = datagram => check = datagram.ToArray();
        client.Peer.SendCheck();
        client.Peer.Transmit = send;
        rig.CountSent(check);
        return check;
    }
}
