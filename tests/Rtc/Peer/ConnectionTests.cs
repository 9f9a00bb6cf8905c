using System.Net;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Sdp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Peer;

public class ConnectionTests
{
    [Fact]
    public void A_client_connects_by_ice_and_dtls()
    {
        using var call = new Call().Connect();
        Assert.Equal([RtcPeerState.Connected], call.Sink.States);
        Assert.Equal(call.ClientAddress, call.Server.Remote);
        Assert.Equal(0, call.Server.Counters.TotalDropped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_client_connects_over_a_network_that_loses_a_fifth(int seed)
    {
        using var call = new Call(seed: seed);
        (call.ToServer.Loss, call.ToClient.Loss) = (0.2, 0.2);
        call.ToServer.Jitter = call.ToClient.Jitter = TimeSpan.FromMilliseconds(30);
        call.Connect();
    }

    [Fact]
    public void Nothing_heard_for_five_seconds_is_a_disconnection_that_heals()
    {
        using var call = new Call().Connect();
        call.ToServer.Loss = 1;
        call.Run(TimeSpan.FromSeconds(6));
        Assert.Equal(RtcPeerState.Disconnected, call.Server.State);
        call.ToServer.Loss = 0;
        call.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([RtcPeerState.Connected, RtcPeerState.Disconnected, RtcPeerState.Connected], call.Sink.States);
    }

    [Fact]
    public void Consent_expires_after_thirty_seconds_without_a_check()
    {
        using var call = new Call().Connect();
        call.Client.SendsChecks = false;
        call.Run(TimeSpan.FromSeconds(29));
        Assert.NotEqual(RtcPeerState.Closed, call.Server.State);
        call.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(RtcPeerState.Closed, call.Server.State);
        Assert.Equal(RtcCloseReason.ConsentExpired, call.Server.CloseReason);
    }

    [Fact]
    public void Consent_expires_even_while_media_arrives()
    {
        using var call = new Call().Connect();
        call.Client.SendsChecks = false;
        call.Run(TimeSpan.FromSeconds(31), now => call.Client.SendAudioFrame([1, 2, 3], (uint)now.TotalMilliseconds));
        Assert.Equal(RtcCloseReason.ConsentExpired, call.Server.CloseReason);
        Assert.DoesNotContain(RtcPeerState.Disconnected, call.Sink.States);
    }

    [Fact]
    public void A_peer_that_never_connects_is_closed_after_thirty_seconds()
    {
        using var call = new Call();
        call.Run(TimeSpan.FromSeconds(31));
        Assert.Equal(RtcCloseReason.ConnectTimeout, call.Server.CloseReason);
        Assert.Equal(TimeSpan.MaxValue, call.Server.NextTimeout);
    }

    [Fact]
    public void The_client_closing_ends_the_connection_at_once()
    {
        using var call = new Call().Connect();
        call.Client.Close(call.Now);
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(RtcCloseReason.Remote, call.Server.CloseReason);
    }

    [Fact]
    public void Closing_tells_the_client()
    {
        using var call = new Call().Connect();
        call.Server.Close(call.Now);
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(RtcCloseReason.Local, call.Server.CloseReason);
        Assert.Equal(DtlsState.Closed, call.Client.DtlsState);
    }

    [Fact]
    public void Media_follows_the_client_to_a_new_address()
    {
        using var call = new Call().Connect();
        var moved = new TransportAddress(IPEndPoint.Parse("203.0.113.9:40000"));
        call.ClientAddress = moved;
        call.Client.SendAudioFrame([1], 1);
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, call.Server.Counters.Dropped(DropReason.AddressNotValidated));
        call.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(moved, call.Server.Remote);
        call.Client.SendAudioFrame([2], 2);
        call.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal([2], call.Sink.Rtp.Single().Payload);
    }

    [Fact]
    public void A_client_hello_from_an_unchecked_address_is_dropped()
    {
        using var victim = new Call();
        using var attacker = new DtlsTransport(Call.ServerCertificate, DtlsRole.Client, Call.ServerCertificate.FingerprintSha256);
        attacker.Start(TimeSpan.Zero);
        var buffer = new byte[2000];
        var elsewhere = new TransportAddress(IPEndPoint.Parse("203.0.113.66:6666"));
        var sent = 0;
        while (attacker.TryDequeue(buffer, out var length))
        {
            sent++;
            victim.Server.HandleDatagram(buffer.AsSpan(0, length), elsewhere, TimeSpan.Zero);
        }

        Assert.Equal(sent, victim.Server.Counters.Dropped(DropReason.AddressNotValidated));
        Assert.Equal(0, victim.Server.Counters.DatagramsOut);
        victim.Connect();
    }

    [Fact]
    public void A_certificate_other_than_the_offered_one_is_refused()
    {
        using var call = new Call();
        using var impostor = new TestPeer();
        var answer = call.Server.Answer;
        // The impostor knows the ICE secrets, and even checks with the right user name, but has another certificate.
        var forged = SdpOffer.Parse(impostor.Offer.Replace(
            impostor.Offer.Split("\r\n").First(l => l.StartsWith("a=fingerprint", StringComparison.Ordinal)),
            "a=fingerprint:sha-256 " + Call.ServerCertificate.FingerprintSha256, StringComparison.Ordinal));
        var sink = new RecordingSink();
        var options = new RtcPeerOptions { Certificate = Call.ServerCertificate, HostCandidates = [] };
        using var server = new RtcPeer(forged, options, sink, TimeSpan.Zero);
        var link = new LossyLink(1) { Delay = TimeSpan.Zero };
        impostor.Transmit = d => link.Send(d, TimeSpan.Zero);
        var back = new LossyLink(2) { Delay = TimeSpan.Zero };
        sink.Transmit = (d, _, _) => back.Send(d, TimeSpan.Zero);
        impostor.Accept(server.Answer, TimeSpan.Zero);
        for (var i = 0; i < 50; i++)
        {
            while (link.TryReceive(TimeSpan.Zero, out var datagram))
            {
                server.HandleDatagram(datagram, call.ClientAddress, TimeSpan.Zero);
            }

            while (back.TryReceive(TimeSpan.Zero, out var datagram))
            {
                impostor.HandleDatagram(datagram, TimeSpan.Zero);
            }
        }

        Assert.Equal(RtcCloseReason.DtlsFailed, server.CloseReason);
        Assert.NotEqual(answer, server.Answer);
    }
}
