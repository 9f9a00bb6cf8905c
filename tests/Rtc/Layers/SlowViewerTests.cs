namespace PsyCare.Rtc.Tests.Layers;

/// <summary>A viewer's network that carries less, then more again: what is sent over it, found out by its feedback alone.</summary>
public class SlowViewerTests
{
    private const int FramesPerSecond = 14;

    [Fact]
    public void A_viewer_whose_network_slows_gets_the_small_picture_and_later_the_large_one_again()
    {
        using var call = new SimulcastCall(seed: 21);
        call.Film(12 * FramesPerSecond);
        Assert.Equal("h", call.Therapist.Server.SentLayer!.Rid);
        call.Downlink.BitsPerSecond = 400_000;
        call.Film(10 * FramesPerSecond);
        Assert.Equal("l", call.Therapist.Server.SentLayer!.Rid);
        Assert.InRange(call.Therapist.Server.SendEstimate, 150_000, 450_000);
        call.Downlink.BitsPerSecond = 0;
        call.Film(60 * FramesPerSecond);
        Assert.Equal("h", call.Therapist.Server.SentLayer!.Rid);
        using var seen = call.Watch();
        Assert.Equal(0, seen.Corrupt);
    }

    [Fact]
    public void The_layers_are_not_changed_to_and_fro_where_the_network_carries_the_small_one_only()
    {
        using var call = new SimulcastCall(seed: 22);
        call.Downlink.BitsPerSecond = 400_000;
        call.Film(60 * FramesPerSecond);
        using var seen = call.Watch();
        Assert.Equal(0, seen.Corrupt);
        var changes = seen.Pictures.Zip(seen.Pictures.Skip(1)).Count(p => p.First.Width != p.Second.Width);
        Assert.True(changes <= 2, $"{changes} changes");
        Assert.Equal("l", call.Therapist.Server.SentLayer!.Rid);
    }

    [Fact]
    public void Sound_gets_through_where_no_picture_does()
    {
        using var call = new SimulcastCall(seed: 23);
        call.Film(5 * FramesPerSecond);
        call.Downlink.BitsPerSecond = 90_000;
        call.Film(5 * FramesPerSecond);
        var before = Heard(call);
        call.Film(30 * FramesPerSecond);
        call.Run(TimeSpan.FromSeconds(1));
        var sent = 3 * 30 * FramesPerSecond;
        Assert.True(Heard(call) - before >= 0.95 * sent, $"{Heard(call) - before} of {sent} packets of sound");
        Assert.InRange(call.Therapist.Server.SendEstimate, 40_000, 150_000);
    }

    private static int Heard(SimulcastCall call) => call.Therapist.Client.Received.Count(r => r.Kind == MediaKind.Audio);
}
