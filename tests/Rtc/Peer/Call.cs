using System.Net;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Sdp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Peer;

/// <summary>A server peer and a client with a seeded network between them, on a clock that only <see cref="Run"/> moves.</summary>
internal sealed class Call : IDisposable
{
    public static readonly DtlsCertificate ServerCertificate = DtlsCertificate.CreateSelfSigned(TimeProvider.System);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public Call(TestOffer? offer = null, int seed = 1, TimeSpan start = default, SharedClock? clock = null)
    {
        Clock = clock ?? new SharedClock { Now = start };
        (ToServer, ToClient) = (new LossyLink(seed), new LossyLink(seed + 1000));
        Client = new TestPeer(offer);
        var options = new RtcPeerOptions { Certificate = ServerCertificate, HostCandidates = [IPEndPoint.Parse("192.0.2.1:4000")] };
        Server = new RtcPeer(SdpOffer.Parse(Client.Offer), options, Sink, Clock.Now);
        Client.Transmit = datagram => ToServer.Send(datagram, Clock.Now);
        Sink.Transmit = (datagram, _, _) => ToClient.Send(datagram, Clock.Now);
    }

    public RtcPeer Server { get; }

    public TestPeer Client { get; }

    public RecordingSink Sink { get; } = new();

    public LossyLink ToServer { get; }

    public LossyLink ToClient { get; }

    public SharedClock Clock { get; }

    /// <summary>Where the client's datagrams seem to come from.</summary>
    public TransportAddress ClientAddress { get; set; } = new(IPEndPoint.Parse("198.51.100.7:50000"));

    public TimeSpan Now => Clock.Now;

    /// <summary>Signals and waits until both sides are connected.</summary>
    public Call Connect()
    {
        Client.Accept(Server.Answer, Now);
        for (var i = 0; i < 6000 && !(Server.State == RtcPeerState.Connected && Client.IsConnected); i++)
        {
            Run(Step);
        }

        Assert.Equal(RtcPeerState.Connected, Server.State);
        Assert.True(Client.IsConnected);
        return this;
    }

    /// <summary>Lets time pass; everything due in between happens in order.</summary>
    public void Run(TimeSpan duration, Action<TimeSpan>? everyStep = null)
    {
        for (var end = Now + duration; Now < end;)
        {
            Clock.Now += Step;
            Pump();
            everyStep?.Invoke(Now);
        }
    }

    /// <summary>Delivers what has arrived and runs the timers.</summary>
    public void Pump()
    {
        while (ToServer.TryReceive(Now, out var datagram))
        {
            Server.HandleDatagram(datagram, ClientAddress, Now);
        }

        while (ToClient.TryReceive(Now, out var datagram))
        {
            Client.HandleDatagram(datagram, Now);
        }

        Server.HandleTimeout(Now);
        Client.HandleTimeout(Now);
    }

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
    }

    /// <summary>A clock that two calls can share.</summary>
    internal sealed class SharedClock
    {
        public TimeSpan Now { get; set; }
    }
}
