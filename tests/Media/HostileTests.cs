using System.Net;
using System.Net.Sockets;
using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.Rtc;

namespace PsyCare.Media.Tests;

[Collection(nameof(Alone))]
public sealed class HostileTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_hundred_thousand_random_datagrams_change_neither_memory_nor_the_call()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live(record: true, analyse: true));
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(Second, patient, clinician);
        using var stranger = Stranger(rig);
        Flood(rig, stranger, 2_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Flood(rig, stranger, 98_000);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);
        Assert.Equal(100_000, rig.Server.ReadTotals().Dropped.Values.Sum());
        Assert.Equal(2, rig.Server.ReadTotals().Peers);
        var heard = clinician.Peer.Received.Count;
        rig.SendFor(Second, patient, clinician);
        Assert.True(clinician.Peer.Received.Count > heard + 100);
    }

    [Fact]
    public async Task A_strangers_media_reaches_nobody()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        rig.Server.SetPolicy("other", MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        var stranger = rig.Join(ParticipantRole.Patient, "other");

        // Valid media of another session, from an address nobody has seen and under keys of that session only.
        stranger.Move();
        stranger.SendMedia();
        rig.Settle();
        Assert.Empty(clinician.Peer.Received);
        Assert.True(rig.Server.ReadTotals().Dropped["UnknownAddress"] > 0);

        rig.SendFor(Second, patient);
        Assert.All(clinician.Peer.Received, r => Assert.True(r.Payload.Length > 0));
        Assert.Equal(patient.FramesSent, clinician.Peer.Received.Count(r => r.Kind == PsyCare.Rtc.MediaKind.Video && r.Marker));
    }

    [Fact]
    public async Task A_check_with_a_wrong_password_does_not_bind_its_address()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient);
        rig.Join(ParticipantRole.Clinician);
        byte[] check = [];
        var send = patient.Peer.Transmit;
        patient.Peer.Transmit = datagram => check = datagram.ToArray();
        patient.Peer.SendCheck();
        patient.Peer.Transmit = send;
        check[^20] ^= 1; // inside MESSAGE-INTEGRITY; FINGERPRINT no longer matches either

        using var stranger = Stranger(rig);
        Send(rig, stranger, check);
        Send(rig, stranger, [0x80, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, .. new byte[40]]);
        rig.Settle();
        var dropped = rig.Server.ReadTotals().Dropped;
        Assert.Equal(1, dropped["UnknownAddress"]);
        rig.Run(TimeSpan.FromMilliseconds(10));
        Assert.Equal(1, rig.Server.ReadTotals().Dropped[nameof(DropReason.StunBadIntegrity)]);
    }

    [Fact]
    public async Task Oversized_and_empty_datagrams_are_counted()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        using var stranger = Stranger(rig);
        Send(rig, stranger, []);
        Send(rig, stranger, new byte[60_000]);
        rig.Settle();
        Assert.Equal(2, rig.Server.ReadTotals().Dropped["BadLength"]);
    }

    private static Socket Stranger(MediaRig rig)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(new IPEndPoint(IPAddress.Loopback, rig.Port));
        return socket;
    }

    private static void Send(MediaRig rig, Socket socket, byte[] datagram)
    {
        socket.Send(datagram);
        rig.CountSent(datagram);
    }

    // In bursts that the kernel's receive buffer holds.
    private static void Flood(MediaRig rig, Socket socket, int count)
    {
        var random = new Random(count);
        var bytes = new byte[300];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            if (i % 3 == 0)
                bytes[0] = (byte)random.Next(0, 4); // looks like STUN
            socket.Send(bytes.AsSpan(0, random.Next(2, bytes.Length)));
            rig.CountSent(bytes);
            if (i % 50 == 49)
                rig.Settle();
        }
    }
}

/// <summary>Measures memory, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
