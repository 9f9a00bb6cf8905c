using PsyCare.Domain.Retention;
using PsyCare.Domain.Vault;

namespace PsyCare.Domain.Tests;

public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Ended = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPolicy Policy = new(RecordingDays: 30, AffectDays: 365, RecordDays: 1825, NoticeDays: 14);
    private static readonly SessionFacts Session = new("s", Ended, HasRecording: true, HasAffect: true);

    [Fact]
    public void Each_artefact_has_its_own_time_and_the_soonest_comes_first() => Assert.Equal(
        [
            new(ErasedThing.Recording, "s", Ended.AddDays(30), null),
            new(ErasedThing.Affect, "s", Ended.AddDays(365), null),
            new(ErasedThing.Patient, "p", Ended.AddDays(10 + 1825), null),
        ],
        Plan(Session, careEnded: Ended.AddDays(10)));

    [Fact]
    public void While_care_goes_on_file_and_notes_have_no_end() => Assert.DoesNotContain(Plan(Session), p => p.What == ErasedThing.Patient);

    [Fact]
    public void What_is_not_there_or_has_not_ended_is_not_planned()
    {
        Assert.Empty(Plan(new SessionFacts("s", Ended, HasRecording: false, HasAffect: false)));
        Assert.Empty(Plan(new SessionFacts("s", null, HasRecording: true, HasAffect: true)));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(100, true)]
    public void It_is_announced_as_long_before_as_the_policy_says(int day, bool noticed) =>
        Assert.Equal(noticed, RetentionRules.IsToBeNoticed(Plan(Session)[0], Policy, Ended.AddDays(day)));

    [Theory]
    [InlineData(16, 29, false)]
    [InlineData(16, 30, true)]
    [InlineData(40, 53, false)]
    [InlineData(40, 54, true)]
    public void Nothing_is_erased_before_its_time_nor_before_its_notice_has_run(int noticedOnDay, int day, bool due)
    {
        var planned = Plan(Session, noticed: new() { ["Recording/s"] = Ended.AddDays(noticedOnDay) })[0];

        Assert.Equal(due, RetentionRules.IsDue(planned, Ended.AddDays(day)));
        Assert.False(RetentionRules.IsToBeNoticed(planned, Policy, Ended.AddDays(day)));
    }

    [Fact]
    public void What_was_never_announced_is_never_due() => Assert.False(RetentionRules.IsDue(Plan(Session)[0], Ended.AddYears(50)));

    [Fact]
    public void What_the_patient_took_back_is_due_at_once_without_notice()
    {
        var plan = Plan(Session with { RecordingWithdrawn = true });

        Assert.True(RetentionRules.IsDue(plan[0], Ended.AddDays(1)));
        Assert.Equal(ErasedThing.Recording, plan[0].What);
        Assert.Equal(Ended.AddDays(365), plan[1].At);
    }

    [Theory]
    [InlineData(0, 365, 1825, 14, false)]
    [InlineData(30, -1, 1825, 14, false)]
    [InlineData(30, 365, 999_999, 14, false)]
    [InlineData(30, 365, 1825, -1, false)]
    [InlineData(30, 365, 1825, 366, false)]
    [InlineData(1, 1, 1, 0, true)]
    public void A_policy_that_makes_no_sense_is_none(int recording, int affect, int record, int notice, bool valid) =>
        Assert.Equal(valid, new RetentionPolicy(recording, affect, record, notice).IsValid());

    private static IReadOnlyList<PlannedErasure> Plan(
        SessionFacts session, DateTimeOffset? careEnded = null, Dictionary<string, DateTimeOffset>? noticed = null) =>
        RetentionRules.Plan(Policy, "p", careEnded, [session], noticed ?? []);
}
