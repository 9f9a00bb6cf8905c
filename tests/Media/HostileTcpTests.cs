using System.Net;
using PsyCare.Domain.Media;
using PsyCare.Media.Net;
using PsyCare.Media.Tests.Rig;

namespace PsyCare.Media.Tests;

/// <summary>What strangers do to the TCP port: a connection is nobody's before a check of a peer has come over it.</summary>
[Collection(nameof(Alone))]
public sealed class HostileTcpTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<string, string> Greetings => new()
    {
        { "474554202f20485454502f312e310d0a", "BadFrame" }, // GET / HTTP/1.1
        { "16030100", "BadFrame" }, // TLS
        { "0000", "Unproven" },
        { "000f16fefd0000000000000000000201ff00", "Unproven" }, // DTLS
        { "0014000100002112a442000102030405060708090a0b", "Unproven" }, // a STUN request without a name
    };

    [Theory]
    [MemberData(nameof(Greetings))]
    public async Task Whoever_begins_with_anything_but_a_check_is_closed_at_once(string greeting, string why)
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        using var stranger = new TcpPath(rig.TcpPort);
        stranger.SendRaw(Convert.FromHexString(greeting));
        MediaRig.Await(() => stranger.IsClosed, "the stranger is closed");
        MediaRig.Await(() => rig.Server.ReadTotals().TcpConnections == 0, "it is counted as gone");
        Assert.Equal(1, rig.Server.ReadTotals().TcpEnded[why]);
    }

    [Fact]
    public async Task Whoever_says_nothing_or_never_ends_a_frame_is_closed_after_ten_seconds()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        using var silent = new TcpPath(rig.TcpPort);
        using var slow = new TcpPath(rig.TcpPort);
        MediaRig.Await(() => rig.Server.ReadTotals().TcpConnections == 2, "both are taken");
        for (var i = 0; i < 9; i++)
        {
            slow.SendRaw(i == 0 ? [0, 200] : [0]); // a frame of 200 bytes, one a second
            rig.Run(Second);
        }

        Assert.Equal(2, rig.Server.ReadTotals().TcpConnections);
        rig.Run(2 * Second);
        Assert.Equal(2, rig.Server.ReadTotals().TcpEnded["Unproven"]);
        Assert.True(silent.IsClosed && slow.IsClosed);
    }

    [Fact]
    public async Task A_check_with_a_wrong_password_proves_nothing_and_tries_are_few()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        byte[] check = [];
        var send = patient.Peer.Transmit;
        patient.Peer.Transmit = datagram => check = datagram.ToArray();
        patient.Peer.SendCheck();
        patient.Peer.Transmit = send;
        check[^20] ^= 1;

        using var stranger = new TcpPath(rig.TcpPort);
        var most = TcpConnections.MaxUnprovenBytes / check.Length;
        for (var i = 0; i < most; i++)
            stranger.Send(check);
        MediaRig.Await(() => rig.Server.ReadTotals().TcpDatagramsIn == most, "all tries are read");
        Assert.Equal((1, 0), (rig.Server.ReadTotals().TcpConnections, rig.Server.ReadQuality().OverTcp));
        stranger.Send(check);
        MediaRig.Await(() => stranger.IsClosed, "the stranger is closed");
        Assert.Equal(1, rig.Server.ReadTotals().TcpEnded["Unproven"]);
        Assert.Equal(1, rig.Server.ReadQuality().Connected);
    }

    [Fact]
    public async Task Connections_that_are_nobodys_are_bounded_and_the_call_goes_on()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient, overTcp: true);
        var clinician = rig.Join(ParticipantRole.Clinician);
        var strangers = Enumerable.Range(0, TcpConnections.MaxHalfOpenOfAddress + 5).Select(_ => new TcpPath(rig.TcpPort)).ToList();
        MediaRig.Await(() => rig.Server.ReadTotals().TcpEnded.GetValueOrDefault("Crowd") == 5, "the surplus is refused");
        Assert.Equal(1 + TcpConnections.MaxHalfOpenOfAddress, rig.Server.ReadTotals().TcpConnections);
        rig.SendFor(Second, patient);
        Assert.Equal(patient.FramesSent, clinician.Peer.Received.Count(r => r.Kind == PsyCare.Rtc.MediaKind.Video && r.Marker));
        strangers.ForEach(s => s.Dispose());
        MediaRig.Await(() => rig.Server.ReadTotals().TcpConnections == 1, "the strangers are gone");
        using var next = new TcpPath(rig.TcpPort);
        MediaRig.Await(() => rig.Server.ReadTotals().TcpConnections == 2, "there is room again");
    }

    [Fact]
    public void One_address_counts_by_itself_and_a_network_of_ipv6_as_one()
    {
        var halfOpen = new HalfOpen(max: 5, maxOfAddress: 2);
        bool Add(string address) => halfOpen.TryAdd(IPAddress.Parse(address));
        Assert.True(Add("192.0.2.1") && Add("192.0.2.1") && !Add("192.0.2.1"));
        Assert.True(Add("2001:db8::1") && Add("2001:db8::ffff:1") && !Add("2001:db8::2:0:0:1"));
        Assert.True(Add("192.0.2.2") && !Add("192.0.2.3"));
        halfOpen.Remove(IPAddress.Parse("2001:db8::1"));
        Assert.True(Add("192.0.2.3"));
    }

    [Fact]
    public async Task In_steady_state_a_packet_from_one_connection_to_another_costs_no_allocation()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        patient.MoveToTcp();
        clinician.MoveToTcp();
        rig.SendFor(Second, patient, clinician);
        const int Packets = 1100;
        const int Round = 100;
        var frames = RecordedSound(patient, Packets);
        var counters = ((MediaServer)rig.Server).Counters;
        rig.Settle();
        using var path = patient.DetachTcp();
        using var reader = clinician.DetachTcp();
        var came = 0;
        TcpPath.Handler count = _ => came++;
        var (before, least) = (0L, double.MaxValue);
        for (var i = 0; i < Packets; i++)
        {
            // The whole process is counted: of ten rounds the one in which nothing else was at work tells. The first is for warming up.
            if (i % Round == 0)
            {
                least = i < 2 * Round ? least : Math.Min(least, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Round);
                before = GC.GetTotalAllocatedBytes(precise: true);
            }

            var received = counters.DatagramsIn;
            path.SendRaw(frames[i]);
            while (counters.DatagramsIn == received)
                Thread.Yield();
            reader.Receive(count);
        }

        Assert.InRange(came, Packets - 5, Packets + 100);
        Assert.InRange(least, 0, 16);
    }

    /// <summary>Packets of sound that this client would send, in frames.</summary>
    private static List<byte[]> RecordedSound(RigClient client, int count)
    {
        List<byte[]> frames = [];
        var send = client.Peer.Transmit;
        client.Peer.Transmit = datagram => frames.Add([(byte)(datagram.Length >> 8), (byte)datagram.Length, .. datagram]);
        for (var i = 0; i < count; i++)
            client.Peer.SendAudioFrame(new byte[80], (uint)(1_000_000 + (i * 960)));
        client.Peer.Transmit = send;
        return frames;
    }
}
