using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Retention;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Retention;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Tests;

/// <summary>With the policy as it begins: recordings 30 days, tracks a year, the record five years after care, a fortnight's notice.</summary>
public sealed class RetentionGrainTests : GrainTest
{
    private IPatientGrain Patient => Host.Client.GetGrain<IPatientGrain>(PatientId);

    private IRecordingGrain Recording => Host.Client.GetGrain<IRecordingGrain>(SessionId);

    private IRetentionGrain Retention => Host.Client.GetGrain<IRetentionGrain>(PatientId);

    [Fact]
    public async Task A_recording_is_announced_a_fortnight_before_and_erased_on_its_day()
    {
        await RecordAndEndAsync();
        await CheckAfterAsync(15);
        Assert.Empty(await Retention.GetNoticesAsync());

        await CheckAfterAsync(2);
        Assert.Equal(ErasedThing.Recording, Assert.Single(await Retention.GetNoticesAsync()).What);
        Assert.Empty(Fakes.Erased);

        await CheckAfterAsync(15);
        Assert.Contains($"Recording {SessionId} by retention", Fakes.Erased);
        Assert.NotNull((await Recording.GetAsync()).RecordingErasedAt);
        Assert.Null((await Recording.GetAsync()).AffectErasedAt);
        Assert.Empty(await Retention.GetNoticesAsync());
    }

    [Fact]
    public async Task An_affect_track_is_kept_for_a_year()
    {
        await RecordAndEndAsync();
        await CheckAfterAsync(340);
        await CheckAfterAsync(15);
        Assert.DoesNotContain($"Affect {SessionId} by retention", Fakes.Erased);
        Assert.Null((await Recording.GetAsync()).AffectErasedAt);

        await CheckAfterAsync(15);

        Assert.Contains($"Affect {SessionId} by retention", Fakes.Erased);
        Assert.NotNull((await Recording.GetAsync()).AffectErasedAt);
    }

    [Fact]
    public async Task A_legal_hold_keeps_what_is_due_and_the_notice_stands()
    {
        await RecordAndEndAsync();
        await CheckAfterAsync(20);
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");
        await CheckAfterAsync(60);

        Assert.Empty(Fakes.Erased);
        Assert.Single(await Retention.GetNoticesAsync());
        await Patient.LiftHoldAsync("h1", "The court has closed the file", "davide");
        await CheckAfterAsync(1);
        Assert.NotEmpty(Fakes.Erased);
    }

    [Fact]
    public async Task A_policy_that_keeps_longer_takes_its_notice_back_and_announces_anew()
    {
        await RecordAndEndAsync();
        await CheckAfterAsync(20);
        Assert.Single(await Retention.GetNoticesAsync());
        await Host.Client.GetGrain<IPracticeGrain>("practice").ChangePolicyAsync(
            new PracticePolicy(), new PracticePolicy { Retention = new RetentionPolicy(RecordingDays: 100) });

        await CheckAfterAsync(1);
        Assert.Empty(await Retention.GetNoticesAsync());
        await CheckAfterAsync(80);
        Assert.Single(await Retention.GetNoticesAsync());
        Assert.Empty(Fakes.Erased);
    }

    [Fact]
    public async Task Consent_taken_back_under_a_hold_erases_once_it_is_lifted()
    {
        await RecordAndEndAsync();
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");
        await RefusalOf(() => Session.DecideConsentAsync(ConsentKind.Recording, ConsentDecision.Withdrawn, "v1"));
        await Patient.LiftHoldAsync("h1", "The court has closed the file", "davide");

        await CheckAfterAsync(1);

        Assert.Contains($"Recording {SessionId} by retention", Fakes.Erased);
    }

    [Fact]
    public async Task The_record_goes_years_after_care_has_ended_and_the_patient_with_it()
    {
        await RecordAndEndAsync();
        await Patient.SetCareEndedAsync(DateTimeOffset.UnixEpoch);
        await CheckAfterAsync(0);
        Assert.Contains(await Retention.GetNoticesAsync(), n => n.What == ErasedThing.Patient);

        await CheckAfterAsync(15);

        Assert.Contains($"Patient {PatientId} by retention", Fakes.Erased);
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Patient.GetAsync()));
        Assert.Empty(await Retention.GetNoticesAsync());
        await Retention.CheckAsync();
    }

    private async Task CheckAfterAsync(int days)
    {
        Host.Advance(TimeSpan.FromDays(days));
        await Retention.CheckAsync();
    }

    private async Task RecordAndEndAsync()
    {
        await Host.Client.GetGrain<IClinicianGrain>("clinician").CreateAsync("practice", "a@b.example", "A", "hash");
        await GoLiveAsync(ConsentKind.Recording, ConsentKind.EmotionAnalysis);
        await Recording.OpenSegmentAsync(ParticipantRole.Patient, 0);
        await Session.EndAsync();
    }
}
