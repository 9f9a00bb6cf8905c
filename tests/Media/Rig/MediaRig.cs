using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PsyCare.Domain.Media;
using PsyCare.TestKit.Rtc;
using PsyCare.TestKit.Time;

namespace PsyCare.Media.Tests.Rig;

/// <summary>
/// A media server on a real loopback port, with clients on real sockets and a clock that only the rig moves: after every step the rig
/// knows that the server has dealt with all that was sent.
/// </summary>
internal sealed class MediaRig : IAsyncDisposable
{
    internal const string Session = "session";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private readonly List<RigClient> _clients = [];
    private long _sent;

    internal MediaRig(int maxPeers = 10, int maxConnecting = 10)
    {
        var options = new MediaOptions { Addresses = [IPAddress.Loopback], MaxPeers = maxPeers, MaxConnecting = maxConnecting };
        Server = new MediaServer(options, Tap, [Levels], Recorder, Events, Clock, NullLogger<MediaServer>.Instance);
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal RecordingTap Tap { get; } = new();

    internal RecordingLevels Levels { get; } = new();

    internal MemoryRecorder Recorder { get; } = new();

    internal EventLog Events { get; } = new();

    internal MediaServer Server { get; }

    internal TimeSpan Now { get; private set; }

    internal static async Task<MediaRig> StartAsync(MediaPolicy? policy = null, int maxPeers = 10, int maxConnecting = 10)
    {
        var rig = new MediaRig(maxPeers, maxConnecting);
        await rig.Server.StartAsync(CancellationToken.None);
        if (policy is not null)
            rig.Server.SetPolicy(Session, policy);
        return rig;
    }

    internal static MediaPolicy Live(bool record = false, bool analyse = false) =>
        new(Call: true, record, analyse, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Joins and runs until the client is connected.</summary>
    internal RigClient Join(ParticipantRole who, string session = Session, TestOffer? offer = null)
    {
        var client = new RigClient(this, offer);
        _clients.Add(client);
        client.Join(session, who);
        for (var i = 0; i < 300 && !client.Peer.IsConnected; i++)
            Run(Step);
        Assert.True(client.Peer.IsConnected);
        Run(Step);
        return client;
    }

    /// <summary>Lets time pass in steps of 10 ms.</summary>
    internal void Run(TimeSpan time, Action? everyStep = null)
    {
        for (var end = Now + time; Now < end;)
        {
            everyStep?.Invoke();
            Settle();
            Now += Step;
            Clock.Advance(Step);
            foreach (var client in _clients)
                client.HandleTimeout();
            Settle();
        }
    }

    /// <summary>Lets these clients send 50 frames a second for a while.</summary>
    internal void SendFor(TimeSpan time, params RigClient[] clients)
    {
        var step = 0;
        Run(time, () =>
        {
            if (step++ % 2 == 0)
                foreach (var client in clients)
                    client.SendMedia();
        });
    }

    /// <summary>Waits until the server has handled everything sent, and lets the clients have what it sent.</summary>
    internal void Settle()
    {
        bool received;
        do
        {
            Assert.True(SpinWait.SpinUntil(() => Server.Counters.Read().DatagramsIn >= _sent, TimeSpan.FromSeconds(10)));
            Server.Leave("nobody"); // takes the lock: the last datagram is done with
            received = false;
            foreach (var client in _clients)
                received |= client.Drain();
        }
        while (received);
    }

    internal void CountSent() => _sent++;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (var client in _clients)
            client.Dispose();
    }
}
