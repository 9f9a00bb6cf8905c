using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Reports;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Tests;

public sealed class ReportGrainTests : GrainTest
{
    private ISessionReportGrain Report => Host.Client.GetGrain<ISessionReportGrain>(SessionId);

    private ICourseGrain Course => Host.Client.GetGrain<ICourseGrain>(PatientId);

    [Fact]
    public async Task An_ended_session_is_summed_up_once_and_enters_the_course()
    {
        await HoldSessionAsync();
        var answer = await Report.GetAsync();
        Assert.Equal(ReportState.Made, answer.State);
        Assert.Equal(600_000, answer.Report!.Summary.DurationMs, 2_000.0);
        Assert.Equal(0.8, answer.Report.Summary.Channels.Single(c => c.Channel == "happiness").Mean, 0.001);

        await Report.GetAsync();
        var entry = Assert.Single(await Course.GetAsync());
        Assert.Equal((SessionId, Attendance.Held), (entry.SessionId, entry.Attendance));
        Assert.Equal(0.8, entry.Of("happiness")!.Mean, 0.001);
        Assert.Equal(1, Fakes.TracksRead);
    }

    [Fact]
    public async Task Refreshing_a_session_again_changes_nothing()
    {
        await HoldSessionAsync();
        var before = await Course.GetAsync();
        await Course.RefreshAsync(SessionId);
        await Course.RefreshAsync(SessionId);
        Assert.Equivalent(before, await Course.GetAsync());
        Assert.Equal(1, Fakes.TracksRead);
    }

    [Fact]
    public async Task Before_its_end_a_session_has_no_report_but_stands_in_the_course()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        Assert.Equal(Refusal.WrongPhase, await RefusalOf(Report.GetAsync));
        Assert.Equal(Attendance.Open, Assert.Single(await Course.GetAsync()).Attendance);
    }

    [Fact]
    public async Task Without_consent_there_are_no_numbers_but_the_session_counts_as_held()
    {
        await GoLiveAsync(ConsentKind.Recording);
        await Session.EndAsync();
        Assert.Equal(ReportState.NotAnalysed, (await Report.GetAsync()).State);
        var entry = Assert.Single(await Course.GetAsync());
        Assert.Equal((Attendance.Held, null), (entry.Attendance, entry.Summary));
    }

    [Fact]
    public async Task Consent_taken_back_in_the_session_leaves_nothing_summed_up()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        Store(0, 300_000);
        await Session.DecideConsentAsync(ConsentKind.EmotionAnalysis, ConsentDecision.Withdrawn, "v1");
        await Session.EndAsync();
        Assert.Equal(ReportState.Withdrawn, (await Report.GetAsync()).State);
        Assert.Null(Assert.Single(await Course.GetAsync()).Summary);
        Assert.Equal(0, Fakes.TracksRead);
    }

    [Fact]
    public async Task An_erased_track_takes_its_report_and_its_place_in_the_course_along()
    {
        await HoldSessionAsync();
        Assert.NotNull(Assert.Single(await Course.GetAsync()).Summary);
        await Report.EraseAsync();
        await Report.EraseAsync();
        await Course.RefreshAsync(SessionId);
        Assert.Equal(ReportState.Erased, (await Report.GetAsync()).State);
        Assert.Null(Assert.Single(await Course.GetAsync()).Summary);
    }

    [Fact]
    public async Task Erasing_the_track_leaves_no_numbers_behind()
    {
        await HoldSessionAsync();
        Assert.NotNull(Assert.Single(await Course.GetAsync()).Summary);
        await Host.Client.GetGrain<IRecordingGrain>(SessionId).EraseAffectAsync("anna");
        Assert.Equal(ReportState.Erased, (await Report.GetAsync()).State);
        Assert.Null(Assert.Single(await Course.GetAsync()).Summary);
    }

    [Fact]
    public async Task A_destroyed_key_takes_the_report_along()
    {
        await HoldSessionAsync();
        Assert.NotNull((await Report.GetAsync()).Report);
        await Fakes.DestroyAsync(DataKeyId.Affect(SessionId));
        Assert.Equal((ReportState.Erased, null), ((await Report.GetAsync()).State, (await Report.GetAsync()).Report));
        await Course.RefreshAsync(SessionId);
        Assert.Null(Assert.Single(await Course.GetAsync()).Summary);
    }

    [Fact]
    public async Task A_track_that_does_not_open_is_said_so_and_tried_again()
    {
        Fakes.TrackDamaged = true;
        await HoldSessionAsync();
        Assert.Equal(ReportState.Unreadable, (await Report.GetAsync()).State);
        Assert.Null(Assert.Single(await Course.GetAsync()).Summary);
        Fakes.TrackDamaged = false;
        Assert.NotNull(Assert.Single(await Course.GetAsync()).Summary);
    }

    [Fact]
    public async Task A_session_that_never_began_is_one_that_did_not_take_place()
    {
        await Session.EndAsync();
        Assert.Equal(Attendance.NotHeld, Assert.Single(await Course.GetAsync()).Attendance);
        Assert.Equal(ReportState.NotAnalysed, (await Report.GetAsync()).State);
    }

    [Fact]
    public async Task What_does_not_exist_has_no_report_and_no_course()
    {
        Assert.Equal(Refusal.NotFound, await RefusalOf(Host.Client.GetGrain<ISessionReportGrain>(Ids.New()).GetAsync));
        Assert.Equal(Refusal.NotFound, await RefusalOf(Host.Client.GetGrain<ICourseGrain>(Ids.New()).GetAsync));
    }

    /// <summary>Ten minutes in which the face smiles.</summary>
    private async Task HoldSessionAsync()
    {
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        Store(0, 600_000);
        Host.Advance(TimeSpan.FromMinutes(10));
        await Session.EndAsync();
    }

    private void Store(long from, long to)
    {
        for (var at = from; at < to; at += 200)
            Fakes.Stored.Enqueue(new AffectSample(at, at, null, Hosting.GrainFakes.Smile(3)));
    }
}
