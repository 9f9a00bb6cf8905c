using PsyCare.Rtc.Sdp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Layers;

/// <summary>Several sizes of a picture in, one out: what a viewer's decoder makes of it.</summary>
public class SimulcastTests
{
    [Fact]
    public void The_answer_takes_every_layer_and_names_them()
    {
        using var call = new SimulcastCall(seed: 1);
        var answer = call.Patient.Server.Answer.Split("\r\n");
        Assert.Contains("a=rid:l recv", answer);
        Assert.Contains("a=rid:h recv", answer);
        Assert.Contains("a=simulcast:recv l;h", answer);
        Assert.Contains(answer, l => l.EndsWith("sdes:rtp-stream-id", StringComparison.Ordinal));
        Assert.Contains(answer, l => l.EndsWith("sdes:repaired-rtp-stream-id", StringComparison.Ordinal));
        Assert.DoesNotContain(call.Therapist.Server.Answer.Split("\r\n"), l => l.Contains("simulcast", StringComparison.Ordinal));
    }

    [Fact]
    public void The_viewer_gets_the_large_picture_while_it_flows_and_the_small_one_while_it_does_not()
    {
        using var call = new SimulcastCall(seed: 2);
        call.Film(90);
        call.SendsHigh = false;
        call.Film(60);
        call.SendsHigh = true;
        call.Film(90);
        using var seen = call.Watch();
        Assert.Equal(0, seen.Corrupt);
        var widths = Runs(seen.Pictures.Select(p => p.Width));
        Assert.True(widths is [320, 640, 320, 640], string.Join(' ', widths));
        Assert.Single(call.Therapist.Client.Received.Where(r => r.Kind == MediaKind.Video).Select(r => r.Ssrc).Distinct());
        Assert.True(call.Low.KeyframeRequests > 0);
    }

    [Fact]
    public void Time_goes_on_across_switches_as_the_senders_reports_say()
    {
        using var call = new SimulcastCall(seed: 3);
        call.Film(90);
        call.SendsHigh = false;
        call.Film(60);
        call.SendsHigh = true;
        call.Film(60);
        var video = call.Therapist.Client.Received.Where(r => r.Kind == MediaKind.Video).ToList();
        var times = video.Select(r => r.Timestamp).Distinct().ToList();
        var steps = times.Zip(times.Skip(1), (a, b) => b - a).ToList();
        Assert.All(steps, s => Assert.True(s == 1 || s % 6000 is <= 3 or >= 5997, $"a step of {s}"));
        Assert.InRange(times[^1] - times[0], 6000 * (uint)(call.FramesSent - 5), 6000 * (uint)call.FramesSent);
        var report = call.Therapist.Client.SenderReports.Last(r => r.Ssrc == video[0].Ssrc);
        var seconds = (report.NtpTime - SimulcastCall.Ntp) / Math.Pow(2, 32);
        Assert.InRange(report.RtpTimestamp - times[0] - (seconds * 90_000), -3, 3);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Packets_lost_around_switches_corrupt_nothing(int seed)
    {
        using var call = new SimulcastCall(seed);
        call.Patient.ToServer.Loss = call.Therapist.ToClient.Loss = 0.05;
        call.Patient.ToServer.Jitter = TimeSpan.FromMilliseconds(20);
        for (var turn = 0; turn < 6; turn++)
        {
            call.SendsHigh = turn % 2 == 0;
            call.Film(120);
        }

        call.Run(TimeSpan.FromSeconds(1));
        using var seen = call.Watch();
        Assert.Equal(0, seen.Corrupt);
        Assert.True(call.Patient.Server.Counters.RtpRestored > 10);
        var widths = Runs(seen.Pictures.Select(p => p.Width));
        Assert.True(widths.Count >= 5, string.Join(' ', widths));
        Assert.True(seen.Pictures.Count > 0.6 * call.FramesSent, $"{seen.Pictures.Count} of {call.FramesSent} frames");
        Assert.Equal(seen.Pictures.Count, seen.Pictures.Select(p => p.Timestamp).Distinct().Count());
    }

    [Fact]
    public void A_packet_that_does_not_say_which_layer_it_is_of_is_dropped()
    {
        using var call = new SimulcastCall(seed: 4);
        call.Low.NamedPackets = 0;
        call.SendsHigh = false;
        call.Film(3);
        Assert.True(call.Patient.Server.Counters.Dropped(DropReason.UnknownLayer) > 0);
        Assert.DoesNotContain(call.Patient.Sink.Rtp, r => r.Kind == MediaKind.Video);
    }

    [Fact]
    public void A_viewers_picture_loss_asks_the_layer_that_it_sees()
    {
        using var call = new SimulcastCall(seed: 5);
        call.Film(60);
        Assert.Equal("h", call.Therapist.Server.SentLayer!.Rid);
        var (low, high) = (call.Low.KeyframeRequests, call.High.KeyframeRequests);
        call.Therapist.Client.RequestKeyframe();
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal((low, high + 1), (call.Low.KeyframeRequests, call.High.KeyframeRequests));
    }

    [Theory]
    [InlineData("a=simulcast:send l;h", "l;h")]
    [InlineData("a=simulcast:send ~l,x;h recv q", "l;h")]
    [InlineData("a=simulcast:recv q send h;l;a;b", "h;l;a")]
    [InlineData("a=simulcast:send l", "")]
    [InlineData("a=simulcast:send", "")]
    [InlineData("a=simulcast:send l;l;unknown", "")]
    public void Layers_are_read_in_the_order_of_the_offer_and_three_at_most(string simulcast, string expected)
    {
        using var peer = new TestPeer(new TestOffer { Rids = ["l", "h", "a", "b"] });
        var offer = SdpOffer.Parse(peer.Offer.Replace("a=simulcast:send l;h;a;b", simulcast, StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(';', offer.Section(MediaKind.Video)!.Layers.Select(l => l.Rid)));
    }

    private static List<int> Runs(IEnumerable<int> values)
    {
        var runs = new List<int>();
        foreach (var value in values)
        {
            if (runs.Count == 0 || runs[^1] != value)
            {
                runs.Add(value);
            }
        }

        return runs;
    }
}
