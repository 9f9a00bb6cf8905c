using System.Net;
using PsyCare.Domain.Media;
using PsyCare.TestKit.Rtc;
using PsyCare.TestKit.Time;

namespace PsyCare.Media.Tests.Rig;

/// <summary>
/// An endpoint on real loopback ports, with clients on real sockets and a clock that only the rig moves: after every step the rig knows
/// that the endpoint has dealt with all that was sent.
/// </summary>
internal sealed class MediaRig : IAsyncDisposable
{
    internal const string Session = "session";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private readonly List<RigClient> _clients = [];
    private readonly EndpointUnderTest _endpoint;
    private long _sent;

    internal MediaRig(int maxPeers = 10, int maxConnecting = 10, EndpointUnderTest? endpoint = null)
    {
        _endpoint = endpoint ?? new RtcEndpoint();
        var options = new MediaOptions { TcpPort = 0, Addresses = [IPAddress.Loopback], MaxPeers = maxPeers, MaxConnecting = maxConnecting };
        Server = _endpoint.Create(options, this);
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal RecordingTap Tap { get; } = new();

    internal RecordingLevels Levels { get; } = new();

    internal MemoryRecorder Recorder { get; } = new();

    internal EventLog Events { get; } = new();

    internal IMediaEndpoint Server { get; }

    /// <summary>The UDP port of our own endpoint.</summary>
    internal int Port => ((MediaServer)Server).Port;

    /// <summary>Its TCP port.</summary>
    internal int TcpPort => ((MediaServer)Server).TcpPort;

    internal TimeSpan Now { get; private set; }

    internal static async Task<MediaRig> StartAsync(
        MediaPolicy? policy = null, int maxPeers = 10, int maxConnecting = 10, EndpointUnderTest? endpoint = null)
    {
        var rig = new MediaRig(maxPeers, maxConnecting, endpoint);
        await rig.Server.StartAsync(CancellationToken.None);
        if (policy is not null)
            rig.Server.SetPolicy(Session, policy);
        return rig;
    }

    internal static MediaPolicy Live(bool record = false, bool analyse = false) =>
        new(Call: true, record, analyse, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Joins and runs until the client is connected.</summary>
    internal RigClient Join(ParticipantRole who, string session = Session, TestOffer? offer = null, bool overTcp = false)
    {
        var client = new RigClient(this, offer);
        _clients.Add(client);
        if (overTcp)
            client.MoveToTcp();
        client.Join(session, who);
        for (var i = 0; i < 3000 && !IsConnected(client); i++)
        {
            _endpoint.Pass(Step);
            Run(Step);
        }

        Assert.True(IsConnected(client));
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

    /// <summary>Lets time pass in which the endpoint is to notice something by its own clock, if it has one.</summary>
    internal void Pass(TimeSpan time)
    {
        for (var end = Now + time; Now < end;)
        {
            _endpoint.Pass(Step);
            Run(Step);
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

    /// <summary>Waits, half a minute at most, for something that other threads do.</summary>
    internal static void Await(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)), $"Not within half a minute: {what}");

    /// <summary>Waits until the server has handled everything sent, and lets the clients have what it sent.</summary>
    internal void Settle()
    {
        bool received;
        do
        {
            _sent = _endpoint.Settle(Server, _sent);
            Server.Leave("nobody"); // takes the lock: the last datagram is done with
            received = false;
            foreach (var client in _clients)
                received |= client.Drain();
        }
        while (received);
    }

    internal void CountSent(ReadOnlySpan<byte> datagram) => _sent += _endpoint.Counts(datagram) ? 1 : 0;

    private bool IsConnected(RigClient client) => client.Peer.IsConnected && _endpoint.IsReady(Server);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (var client in _clients)
            client.Dispose();
    }
}
