using PsyCare.Media.Recording;

namespace PsyCare.Media.Tests.Recording;

public sealed class RtpClockTests
{
    [Fact]
    public void Jitter_is_not_heard()
    {
        var random = new Random(1);
        var clock = new RtpClock(48_000);
        var all = new double[3000];
        for (var i = 0; i < all.Length; i++)
            all[i] = clock.ToSessionMs(1, Rtp(i * 20, 48_000), 1000 + (i * 20) + 30 + (random.NextDouble() * 60));
        var times = all[250..];
        Assert.All(times.Zip(times.Skip(1)), p => Assert.InRange(p.Second - p.First, 19.8, 20.2));
        Assert.InRange(times[0] - (1000 + (250 * 20)), 30, 36); // the least delay
    }

    [Fact]
    public void Sound_and_picture_stay_together_though_their_clocks_drift_apart()
    {
        var random = new Random(2);
        var (audio, video) = (new RtpClock(48_000), new RtpClock(90_000));
        var worst = 0.0;
        for (var ms = 0.0; ms < 50 * 60_000; ms += 20)
        {
            var sound = audio.ToSessionMs(1, Rtp(ms * 1.0002, 48_000), ms + 30 + (random.NextDouble() * 40)); // a sound card 200 ppm fast
            var picture = video.ToSessionMs(1, Rtp(ms, 90_000), ms + 30 + (random.NextDouble() * 40));
            if (ms > 5000)
                worst = Math.Max(worst, Math.Abs(sound - picture));
        }

        Assert.InRange(worst, 0, 15);
    }

    [Fact]
    public void A_source_that_stood_still_is_placed_anew()
    {
        var clock = new RtpClock(90_000);
        for (var i = 0; i < 500; i++)
            clock.ToSessionMs(1, Rtp(i * 33, 90_000), i * 33);
        var resumed = clock.ToSessionMs(1, Rtp(501 * 33, 90_000), (501 * 33) + 60_000);
        Assert.InRange(resumed - (501 * 33), 59_990, 60_010);
    }

    [Fact]
    public void A_new_source_starts_over()
    {
        var clock = new RtpClock(90_000);
        for (var i = 0; i < 500; i++)
            clock.ToSessionMs(1, Rtp(i * 33, 90_000), i * 33);
        Assert.Equal(16_500, clock.ToSessionMs(2, 123, 16_500), 3);
    }

    private static long Rtp(double ms, int rate) => (long)(ms * rate / 1000) + 4_000_000_000;
}
