using PsyCare.Domain.Affect;
using PsyCare.Domain.Sessions;
using PsyCare.Grains.Tests.Hosting;

namespace PsyCare.Grains.Tests;

public sealed class AffectGrainTests : GrainTest
{
    [Fact]
    public async Task Frames_become_samples_on_the_session_clock()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var samples = await SampleCollector.ListenAsync(Host.Client, SessionId);
        await SendFrameAsync(1_000);

        var sample = await samples.NextAsync();
        Assert.Equal((1_000L, 90_000u), (sample.AtMs, sample.MediaTimestamp!.Value));
        Assert.Equal(3f, sample.Reading.ActionUnits.Single(a => a.Unit == ActionUnit.LipCornerPuller).Intensity);
        Assert.Equal(Emotion.Happiness, sample.Reading.Emotions[0].Emotion);
    }

    [Fact]
    public async Task Without_consent_no_frame_is_read()
    {
        await GoLiveAsync(ConsentKind.Recording);
        await SendFrameAsync(1_000);
        await Affect.FinishAsync();
        Assert.Empty(Fakes.ReadFrames);
        Assert.Empty(Fakes.Stored);
    }

    [Fact]
    public async Task Withdrawing_consent_leaves_a_named_gap_and_nothing_is_read_or_stored_after_it()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var samples = await SampleCollector.ListenAsync(Host.Client, SessionId);
        await SendFrameAsync(1_000);
        await samples.NextAsync();

        await Session.DecideConsentAsync(ConsentKind.EmotionAnalysis, ConsentDecision.Withdrawn, "v1");
        Assert.Equal(NoReadingReason.ConsentWithdrawn, (await samples.NextAsync()).Reading.NoReading);
        var read = Fakes.ReadFrames.Count;
        var stored = Fakes.Stored.Count;
        await SendFrameAsync(2_000);
        await Session.EndAsync();

        Assert.Equal(read, Fakes.ReadFrames.Count);
        Assert.Equal(stored, Fakes.Stored.Count);
        Assert.Equal(NoReadingReason.ConsentWithdrawn, Fakes.Stored.Last().Reading.NoReading);
    }

    [Fact]
    public async Task A_grain_that_lost_its_leave_with_its_silo_asks_the_session_and_reads_on()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        // Stands in for a new activation: it has no leave either, while the session's consent is in force.
        await Affect.ForbidAsync(NoReadingReason.NoVideo);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var atMs = 1_000; Fakes.ReadFrames.IsEmpty && !patience.IsCancellationRequested; atMs += 100)
        {
            await SendFrameAsync(atMs);
            await Session.GetAsync();
        }

        Assert.NotEmpty(Fakes.ReadFrames);
    }

    [Fact]
    public async Task A_reading_that_was_under_way_at_the_withdrawal_is_thrown_away()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var samples = await SampleCollector.ListenAsync(Host.Client, SessionId);
        Fakes.Gate.Reset();
        await SendFrameAsync(1_000);
        Assert.True(await Fakes.ReadBegan.WaitAsync(TimeSpan.FromSeconds(20)));

        var withdrawal = Session.DecideConsentAsync(ConsentKind.EmotionAnalysis, ConsentDecision.Withdrawn, "v1");
        Assert.Equal(NoReadingReason.ConsentWithdrawn, (await samples.NextAsync()).Reading.NoReading);
        Fakes.Gate.Set();
        await withdrawal;

        Assert.False(samples.HasMore);
        Assert.All(Fakes.Stored, s => Assert.NotNull(s.Reading.NoReading));
    }

    [Fact]
    public async Task Analysis_goes_on_when_consent_is_given_again()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var samples = await SampleCollector.ListenAsync(Host.Client, SessionId);
        await Session.DecideConsentAsync(ConsentKind.EmotionAnalysis, ConsentDecision.Paused, "v1");
        await samples.NextAsync();
        await GrantAsync(ConsentKind.EmotionAnalysis);
        await SendFrameAsync(5_000);

        Assert.Null((await samples.NextAsync()).Reading.NoReading);
    }

    [Fact]
    public async Task A_client_that_was_away_gets_what_it_missed()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var samples = await SampleCollector.ListenAsync(Host.Client, SessionId);
        await SendFrameAsync(1_000);
        var seen = await samples.NextAsync();
        await SendFrameAsync(2_000);
        var missed = await samples.NextAsync();

        Assert.Equal([missed.Sequence], (await Affect.GetRecentAsync(seen.Sequence)).Select(s => s.Sequence));
    }

    [Fact]
    public async Task Silence_of_the_camera_is_a_gap_with_its_reason()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var samples = await SampleCollector.ListenAsync(Host.Client, SessionId);
        Host.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(NoReadingReason.NoVideo, (await samples.NextAsync()).Reading.NoReading);
    }

    [Fact]
    public async Task A_full_disk_stops_neither_the_readings_nor_what_comes_after()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var samples = await SampleCollector.ListenAsync(Host.Client, SessionId);
        Fakes.DiskFull = true;
        await SendFrameAsync(1_000);
        await samples.NextAsync();
        await Affect.FinishAsync();
        Assert.Empty(Fakes.Stored);

        Fakes.DiskFull = false;
        await Session.EndAsync();
        Assert.Contains(Fakes.Stored, s => s.AtMs == 1_000);
    }

    [Fact]
    public async Task A_track_that_is_finished_is_settled_and_what_cannot_be_entered_stops_nothing()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        Fakes.AuditFull = true;
        await Affect.FinishAsync();
        Assert.Equal(0, Fakes.Settled);

        Fakes.AuditFull = false;
        await Session.EndAsync();
        Assert.Equal(1, Fakes.Settled);
    }
}
