using PsyCare.Rtc.Framing;
using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc.Tests.Scenarios;

/// <summary>A call over TCP: on a network that loses, one that is too slow, to a client that does not read, and torn.</summary>
public class TcpScenarios
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void On_a_network_that_loses_everything_comes_both_ways()
    {
        using var conversation = new TcpConversation(seed: 401);
        conversation.ToServer.Loss = conversation.ToClient.Loss = 0.03;
        conversation.Run(30 * Second);
        Assert.Equal(conversation.Talk.FramesSent, conversation.Call.Sink.Frames);
        Assert.Equal(Enumerable.Range(0, conversation.Talk.SoundsSent).Select(i => i * 960L), conversation.Call.Sink.Sounds);
        Assert.Equal(conversation.Talk.SoundsSent, SoundsSeen(conversation));
        Assert.Empty(conversation.Refused);
        Assert.Equal([RtcPeerState.Connected], conversation.Call.Sink.States);
    }

    [Fact]
    public void On_a_network_that_is_too_slow_pictures_are_left_out_and_the_sound_comes()
    {
        using var conversation = new TcpConversation(seed: 402);
        conversation.ToClient.BitsPerSecond = 300_000; // half of what comes
        var most = 0;
        conversation.Run(30 * Second, _ => most = Math.Max(most, conversation.Waiting));
        conversation.Run(TimeSpan.Zero); // a second in which what waits can come
        Assert.Equal(conversation.Talk.SoundsSent, SoundsSeen(conversation));
        Assert.True(conversation.Refused[PacketPriority.Picture] > 500, $"{conversation.Refused[PacketPriority.Picture]}");
        Assert.DoesNotContain(PacketPriority.Sound, conversation.Refused.Keys);
        Assert.InRange(most, 1, FrameWriter.SoundLimit);
        Assert.False(conversation.IsOverfull);
    }

    [Fact]
    public void A_client_that_does_not_read_fills_a_bounded_backlog_until_the_connection_is_to_be_closed()
    {
        using var conversation = new TcpConversation(seed: 403);
        conversation.Run(2 * Second);
        conversation.ToClient.IsReading = false;
        TimeSpan? overfull = null;
        var (begin, most) = (conversation.Call.Now, 0);
        conversation.Run(120 * Second, now =>
        {
            most = Math.Max(most, conversation.Waiting);
            overfull ??= conversation.IsOverfull ? now - begin : null;
        });
        Assert.InRange(most, FrameWriter.SoundLimit, FrameWriter.Limit);
        Assert.InRange(overfull!.Value.TotalSeconds, 3, 120);
        Assert.Contains(PacketPriority.Sound, conversation.Refused.Keys);
    }

    [Fact]
    public void After_the_connection_is_torn_a_new_one_continues_the_session()
    {
        using var conversation = new TcpConversation(seed: 404);
        conversation.Run(2 * Second);
        conversation.Tear();
        conversation.Run(2 * Second);
        conversation.Connect();
        var (sounds, seen) = (conversation.Call.Sink.Rtp.Count, SoundsSeen(conversation));
        conversation.Run(5 * Second);
        Assert.True(conversation.Call.Sink.Rtp.Count > sounds + 500);
        Assert.True(SoundsSeen(conversation) >= seen + 200);
        Assert.Equal(conversation.Call.ClientAddress, conversation.Call.Server.Remote);
        Assert.Equal([RtcPeerState.Connected], conversation.Call.Sink.States);
    }

    [Fact]
    public void Ice_restarts_on_the_connection_or_on_a_new_one()
    {
        using var conversation = new TcpConversation(seed: 405);
        conversation.Run(Second);
        foreach (var onNewConnection in new[] { false, true })
        {
            var answer = conversation.Call.Server.RestartIce(IceFragment.Parse(conversation.Call.Client.RestartIce()));
            if (onNewConnection)
            {
                conversation.Connect();
            }

            conversation.Call.Client.AcceptRestart(answer, conversation.Call.Now);
            conversation.Run(2 * Second);
            Assert.Null(conversation.Call.Server.PreviousLocalUfrag);
            Assert.Equal(conversation.Call.ClientAddress, conversation.Call.Server.Remote);
        }

        Assert.Equal([RtcPeerState.Connected], conversation.Call.Sink.States);
    }

    private static int SoundsSeen(TcpConversation conversation) =>
        conversation.Call.Client.Received.Where(r => r.Kind == MediaKind.Audio).Select(r => r.Timestamp).Distinct().Count();
}
