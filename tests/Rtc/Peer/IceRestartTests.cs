using System.Net;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc.Tests.Peer;

/// <summary>ICE restart (RFC 8445 section 9): new credentials and a new path, the same keys.</summary>
public class IceRestartTests
{
    private static readonly TransportAddress Elsewhere = new(IPEndPoint.Parse("203.0.113.9:40000"));

    [Fact]
    public void Media_goes_on_from_another_network_without_a_new_handshake()
    {
        using var call = new Call().Connect();
        var handshakes = 0;
        call.Sink.Transmit += (datagram, _, _) => handshakes += DatagramKinds.Of(datagram) == DatagramKind.Dtls ? 1 : 0;
        Speak(call, 1);
        call.ClientAddress = Elsewhere;
        Restart(call);
        call.Run(TimeSpan.FromMilliseconds(100));
        Speak(call, 2);
        Assert.Equal(Elsewhere, call.Server.Remote);
        Assert.Equal([1, 2], call.Sink.Rtp.Select(r => r.Payload[0]));
        Assert.Equal([RtcPeerState.Connected], call.Sink.States);
        Assert.Equal(0, handshakes);
        Assert.Null(call.Server.PreviousLocalUfrag);
    }

    [Fact]
    public void A_call_that_was_given_up_for_disconnected_comes_back()
    {
        using var call = new Call().Connect();
        (call.ToServer.Loss, call.ToClient.Loss) = (1, 1);
        call.Run(TimeSpan.FromSeconds(20));
        (call.ToServer.Loss, call.ToClient.Loss) = (0, 0);
        call.ClientAddress = Elsewhere;
        Restart(call);
        call.Run(TimeSpan.FromMilliseconds(100));
        Speak(call, 1);
        Assert.Equal([RtcPeerState.Connected, RtcPeerState.Disconnected, RtcPeerState.Connected], call.Sink.States);
        Assert.Single(call.Sink.Rtp);
    }

    [Fact]
    public void The_old_credentials_hold_until_the_client_follows_and_not_longer()
    {
        using var call = new Call().Connect();
        byte[] oldCheck = [];
        call.Client.Transmit += datagram => oldCheck = datagram.ToArray();
        call.Client.SendCheck();
        var captured = oldCheck;
        var answer = call.Server.RestartIce(IceFragment.Parse(call.Client.RestartIce()));
        call.Server.HandleDatagram(captured, call.ClientAddress, call.Now);
        Assert.Equal(0, call.Server.Counters.Dropped(DropReason.StunBadIntegrity));
        Assert.NotNull(call.Server.PreviousLocalUfrag);

        call.Client.AcceptRestart(answer, call.Now);
        call.Run(TimeSpan.FromMilliseconds(100));
        call.Server.HandleDatagram(captured, call.ClientAddress, call.Now);
        Assert.Equal(1, call.Server.Counters.Dropped(DropReason.StunBadIntegrity));
    }

    [Fact]
    public void A_restart_that_nobody_follows_is_replaced_by_the_next()
    {
        using var call = new Call().Connect();
        var before = call.Server.LocalUfrag;
        call.Server.RestartIce(IceFragment.Parse(call.Client.RestartIce()));
        var unused = call.Server.LocalUfrag;
        Restart(call);
        Assert.Equal(before, call.Server.PreviousLocalUfrag);
        Assert.NotEqual(unused, call.Server.LocalUfrag);
        call.Run(TimeSpan.FromMilliseconds(100));
        Speak(call, 1);
        Assert.Single(call.Sink.Rtp);
    }

    [Fact]
    public void Media_is_back_within_a_second_of_a_move()
    {
        var times = new List<double>();
        for (var seed = 1; seed <= 40; seed++)
        {
            using var call = new Call(seed: seed).Connect();
            (call.ToServer.Loss, call.ToClient.Loss) = (0.05, 0.05);
            call.ToServer.Delay = call.ToClient.Delay = TimeSpan.FromMilliseconds(25);
            call.ClientAddress = Elsewhere;
            var moved = call.Now;
            Restart(call);
            call.Run(TimeSpan.FromSeconds(5), now => call.Client.SendAudioFrame([1], (uint)now.TotalMilliseconds));
            times.Add((call.Sink.RtpAt[0] - moved).TotalMilliseconds);
        }

        times.Sort();
        Assert.InRange(times[37], 25, 1000);
    }

    [Fact]
    public void The_answer_is_a_fragment_with_new_credentials_and_our_candidates()
    {
        using var call = new Call();
        var lines = call.Server.RestartIce(IceFragment.Parse(call.Client.RestartIce())).Split("\r\n");
        Assert.Equal(["a=ice-lite", "a=group:BUNDLE 0 1", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0"], lines[..4]);
        Assert.Equal($"a=ice-ufrag:{call.Server.LocalUfrag}", lines[4]);
        Assert.DoesNotContain(lines[4], call.Server.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(lines[5], call.Server.Answer, StringComparison.Ordinal);
        Assert.Contains(lines[6], call.Server.Answer, StringComparison.Ordinal);
        Assert.Equal(["a=end-of-candidates", ""], lines[7..]);
    }

    [Theory]
    [InlineData("", SdpRejection.NoIceCredentials)]
    [InlineData("a=ice-ufrag:abcd\r\n", SdpRejection.NoIceCredentials)]
    [InlineData("a=ice-ufrag:abc\r\na=ice-pwd:0123456789012345678901\r\n", SdpRejection.Malformed)]
    [InlineData("a=ice-ufrag:abcd\r\na=ice-pwd:012345678901234567890\r\n", SdpRejection.Malformed)]
    [InlineData("a=ice-ufrag:ab:d\r\na=ice-pwd:0123456789012345678901\r\n", SdpRejection.Malformed)]
    public void A_fragment_without_legal_credentials_is_rejected(string fragment, SdpRejection rejection) =>
        Assert.Equal(rejection, Assert.Throws<SdpRejectedException>(() => IceFragment.Parse(fragment)).Rejection);

    private static void Restart(Call call) =>
        call.Client.AcceptRestart(call.Server.RestartIce(IceFragment.Parse(call.Client.RestartIce())), call.Now);

    private static void Speak(Call call, byte sound)
    {
        call.Client.SendAudioFrame([sound], sound);
        call.Run(TimeSpan.FromMilliseconds(50));
    }
}
