using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.Rtc;
using Xunit.Abstractions;

namespace PsyCare.Rtc.Tests.Scenarios;

/// <summary>
/// Sound and picture over 50 ms of round trip that loses packets both ways: one by one, or in bursts of three on average (Gilbert-Elliott).
/// </summary>
public class LossScenarios(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.1, 3)]
    public void A_tenth_lost_leaves_nearly_all_frames_and_sound_for_the_recording(double loss, double meanBurst)
    {
        using var conversation = new Conversation(seed: 71);
        conversation.Lose(loss, meanBurst);
        conversation.Talk(TimeSpan.FromMinutes(2));
        var sink = conversation.Call.Sink;
        AssertShare(0.99, sink.Frames, conversation.FramesSent, "frames recorded");
        AssertShare(0.99, sink.Sounds.Count, conversation.SoundsSent, "sounds recorded");
        AssertLost(conversation, loss);
    }

    /// <summary>No in-band FEC counts here: every 20 ms of sound has come itself, late or not, in time for the recording.</summary>
    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.2, 3)]
    public void A_fifth_lost_leaves_the_recorded_sound_continuous(double loss, double meanBurst)
    {
        using var conversation = new Conversation(seed: 72);
        conversation.Lose(loss, meanBurst);
        conversation.Talk(TimeSpan.FromMinutes(5));
        var sounds = conversation.Call.Sink.Sounds;
        AssertShare(0.99, sounds.Count, conversation.SoundsSent, "sounds recorded");
        Assert.Equal(sounds.Order().Distinct(), sounds);
        AssertLost(conversation, loss);
    }

    /// <summary>A packet's in-band FEC holds the 20 ms before it again: what is lost counts as heard if its successor came.</summary>
    [Fact]
    public void Forward_error_correction_alone_holds_a_tenth_of_single_losses_but_not_a_fifth()
    {
        Assert.InRange(HeardByFec(loss: 0.1), 0.985, 0.995);
        Assert.InRange(HeardByFec(loss: 0.2), 0.95, 0.97);
    }

    /// <summary>Nothing is asked for again here; all that a lost packet has is its copy in the next one, for the recording as for the listener.</summary>
    [Fact]
    public void Redundant_sound_makes_up_for_most_of_a_fifth_lost_where_nothing_is_sent_again()
    {
        var (plain, redundant) = (Recorded(red: false), Recorded(red: true));
        output.WriteLine($"recorded {plain:P1} without, {redundant:P1} with redundancy");
        Assert.InRange(plain, 0.78, 0.82);
        Assert.InRange(redundant, 0.95, 0.97); // the share of packets that, with their successors, are not both lost
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_listener_who_loses_a_fifth_hears_continuous_sound_within_half_a_second(double meanBurst)
    {
        var clock = new Call.SharedClock();
        using var speaker = new Conversation(seed: 73, films: false, clock: clock);
        using var listener = new Conversation(seed: 74, films: false, clock: clock);
        speaker.Call.Sink.ForwardTo = listener.Call.Server;
        listener.Lose(0.2, meanBurst);
        var begin = clock.Now;
        speaker.Talk(TimeSpan.FromMinutes(2), _ => listener.Call.Pump());
        var first = listener.Call.Client.Received[0];
        var inTime = listener.Call.Client.Received
            .Where(r => r.At - begin - TimeSpan.FromSeconds((r.Timestamp - first.Timestamp) / 48_000.0) < TimeSpan.FromMilliseconds(500))
            .Select(r => r.SequenceNumber).Distinct().Count();
        AssertShare(0.99, inTime, speaker.SoundsSent, "sounds heard in time");
    }

    /// <summary>What the server keeps for the viewer depends on the round trip, which the viewer's reports tell.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(300)]
    public void A_viewer_who_loses_a_tenth_in_bursts_gets_nearly_all_of_the_picture_whatever_the_round_trip(int roundTripMs)
    {
        var clock = new Call.SharedClock();
        using var filmed = new Conversation(seed: 79, clock: clock);
        using var viewer = new Conversation(seed: 80, films: false, clock: clock);
        viewer.Call.ToServer.Delay = viewer.Call.ToClient.Delay = TimeSpan.FromMilliseconds(roundTripMs / 2.0);
        viewer.Call.Client.SendsReports = viewer.Call.Client.SendsArrivals = true;
        filmed.Call.Sink.ForwardTo = viewer.Call.Server;
        filmed.Call.Client.SendsReports = true;
        viewer.Lose(0.1, meanBurst: 3);
        filmed.Talk(TimeSpan.FromMinutes(2), _ => viewer.Call.Pump());
        var came = viewer.Call.Client.Received.Where(r => r.Kind == MediaKind.Video).Select(r => r.SequenceNumber).Distinct().Count();
        Assert.NotNull(viewer.Call.Server.RoundTripTime);
        AssertShare(0.99, came, 3 * filmed.FramesSent, "packets of the picture came");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_session_of_five_minutes_never_drops_while_a_fifth_is_lost(double meanBurst)
    {
        using var conversation = new Conversation(seed: 75);
        conversation.Lose(0.2, meanBurst);
        conversation.Talk(TimeSpan.FromMinutes(5));
        Assert.Equal([RtcPeerState.Connected], conversation.Call.Sink.States);
        AssertShare(0.9, conversation.Call.Sink.Frames, conversation.FramesSent, "frames recorded");
    }

    private static double HeardByFec(double loss)
    {
        using var conversation = new Conversation(seed: 76, films: false, new TestOffer());
        conversation.Lose(loss, meanBurst: 0);
        conversation.Talk(TimeSpan.FromMinutes(5));
        var came = conversation.Call.Sink.Sounds.Select(t => t / 960).ToHashSet();
        return Enumerable.Range(0, conversation.SoundsSent).Count(i => came.Contains(i) || came.Contains(i + 1)) / (double)conversation.SoundsSent;
    }

    private static double Recorded(bool red)
    {
        var clock = new Call.SharedClock();
        using var speaker = new Conversation(seed: 77, films: false, new TestOffer { Red = red }, clock);
        using var listener = new Conversation(seed: 78, films: false, clock: clock);
        speaker.Call.Sink.ForwardTo = listener.Call.Server;
        speaker.Lose(0.2, meanBurst: 0);
        speaker.Talk(TimeSpan.FromMinutes(2), _ => listener.Call.Pump());
        var sounds = speaker.Call.Sink.Sounds;
        Assert.Equal(sounds.Order().Distinct(), sounds);
        Assert.InRange(listener.Call.Client.Received.Select(r => r.Timestamp).Distinct().Count(), sounds.Count - 1, sounds.Count + 1);
        return sounds.Count / (double)speaker.SoundsSent;
    }

    private void AssertShare(double atLeast, int part, int all, string of)
    {
        output.WriteLine($"{100.0 * part / all:F2}% {of}: {part} of {all}");
        Assert.True(part >= atLeast * all, $"{part} of {all} {of}");
    }

    private static void AssertLost(Conversation conversation, double loss)
    {
        var link = conversation.Call.ToServer;
        Assert.InRange(link.Lost / (double)link.Sent, loss * 0.8, loss * 1.2);
        Assert.Equal([RtcPeerState.Connected], conversation.Call.Sink.States);
    }
}
