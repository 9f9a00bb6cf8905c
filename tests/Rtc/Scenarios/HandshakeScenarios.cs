using PsyCare.Rtc.Tests.Peer;
using Xunit.Abstractions;

namespace PsyCare.Rtc.Tests.Scenarios;

/// <summary>From the answer to the first media, on networks that lose, delay and double datagrams.</summary>
public class HandshakeScenarios(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.1, 0, 2.5)]
    [InlineData(0.2, 0, 4)]
    [InlineData(0.2, 3, 8)]
    public void Everybody_connects_and_nearly_everybody_soon(double loss, double meanBurst, double soonSeconds)
    {
        var times = new List<double>();
        for (var seed = 1; seed <= 40; seed++)
        {
            using var call = new Call(seed: seed);
            (call.ToServer.Loss, call.ToClient.Loss) = (loss, loss);
            (call.ToServer.MeanBurst, call.ToClient.MeanBurst) = (meanBurst, meanBurst);
            call.ToServer.Delay = call.ToClient.Delay = TimeSpan.FromMilliseconds(25);
            call.ToServer.Jitter = call.ToClient.Jitter = TimeSpan.FromMilliseconds(30);
            call.ToServer.Duplication = call.ToClient.Duplication = 0.05;
            call.Connect();
            times.Add(call.Now.TotalSeconds);
        }

        times.Sort();
        output.WriteLine($"{loss:P0} lost, bursts of {meanBurst}: half within {times[19]:F2} s, 95% within {times[37]:F2} s, all within {times[^1]:F2} s");
        Assert.InRange(times[37], 0.1, soonSeconds);
    }

    [Fact]
    public void A_whole_second_without_network_in_the_middle_of_the_handshake_only_delays_it()
    {
        for (var cut = 0; cut < 200; cut += 10)
        {
            using var call = new Call(seed: cut);
            call.ToServer.Delay = call.ToClient.Delay = TimeSpan.FromMilliseconds(25);
            call.Client.Accept(call.Server.Answer, call.Now);
            call.Run(TimeSpan.FromMilliseconds(cut));
            (call.ToServer.Loss, call.ToClient.Loss) = (1, 1);
            call.Run(TimeSpan.FromSeconds(1));
            (call.ToServer.Loss, call.ToClient.Loss) = (0, 0);
            call.Run(TimeSpan.FromSeconds(4));
            Assert.True(call.Server.State == RtcPeerState.Connected && call.Client.IsConnected, $"cut after {cut} ms");
        }
    }
}
