using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Tests;

public sealed class ErasureTests : GrainTest
{
    private IPatientGrain Patient => Host.Client.GetGrain<IPatientGrain>(PatientId);

    private IRecordingGrain Recording => Host.Client.GetGrain<IRecordingGrain>(SessionId);

    [Fact]
    public async Task An_erased_recording_loses_key_and_files_and_says_when_and_the_session_stays()
    {
        await RecordAndEndAsync();

        await Recording.EraseRecordingAsync("anna");
        await Recording.EraseRecordingAsync("anna");

        Assert.Null(Fakes.Keys[DataKeyId.Recording(SessionId)]);
        Assert.Equal(PatientId, Fakes.Keys[DataKeyId.Affect(SessionId)]);
        var index = await Recording.GetAsync();
        Assert.Empty(index.Segments);
        Assert.NotNull(index.RecordingErasedAt);
        Assert.Null(index.AffectErasedAt);
        Assert.Single(Fakes.Erased, e => e == $"Recording {SessionId} by anna");
        Assert.Equal(SessionPhase.Ended, (await Session.GetAsync()).Phase);
        Assert.Equal(Refusal.Erased, await RefusalOf(() => Recording.OpenSegmentAsync(ParticipantRole.Patient, 0)));
    }

    [Fact]
    public async Task A_live_session_is_not_erased_nor_anything_of_it()
    {
        await GoLiveAsync(ConsentKind.Recording);

        Assert.Equal(Refusal.WrongPhase, await RefusalOf(() => Recording.EraseRecordingAsync("anna")));
        Assert.Equal(Refusal.WrongPhase, await RefusalOf(() => Patient.EraseSessionAsync(SessionId, "anna")));
        Assert.Equal(Refusal.WrongPhase, await RefusalOf(() => Patient.EraseAsync("anna")));
        Assert.Empty(Fakes.Erased);
    }

    [Fact]
    public async Task An_erased_session_is_not_found_and_its_patient_stays()
    {
        await RecordAndEndAsync();

        await Patient.EraseSessionAsync(SessionId, "anna");
        await Patient.EraseSessionAsync(SessionId, "anna");

        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Session.GetAsync()));
        Assert.Empty((await Patient.GetAsync()).SessionIds);
        Assert.All(
            new[] { DataKeyId.Recording(SessionId), DataKeyId.Affect(SessionId), DataKeyId.Session(SessionId) }, id => Assert.Null(Fakes.Keys[id]));
        Assert.Equal(
            [
                $"files of recording/{SessionId}", $"Recording {SessionId} by anna", $"files of affect/{SessionId}", $"Affect {SessionId} by anna",
                $"Session {SessionId} by anna",
            ],
            Fakes.Erased);
    }

    [Fact]
    public async Task An_erased_patient_is_not_found_and_leaves_the_caseload()
    {
        var clinician = await EmployAsync();
        await clinician.AddPatientAsync(PatientId);
        await RecordAndEndAsync();

        await Patient.EraseAsync("anna");
        await Patient.EraseAsync("anna");

        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Patient.GetAsync()));
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Session.GetAsync()));
        Assert.Empty(await clinician.GetCaseloadAsync());
        Assert.Null(Fakes.Keys[DataKeyId.Patient(PatientId)]);
        Assert.DoesNotContain(PatientId, Fakes.Keys.Values);
    }

    [Fact]
    public async Task A_legal_hold_refuses_every_erasure_until_it_is_lifted()
    {
        await EmployAsync();
        await RecordAndEndAsync();
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");

        Assert.Equal(Refusal.LegalHold, await RefusalOf(() => Recording.EraseRecordingAsync("anna")));
        Assert.Equal(Refusal.LegalHold, await RefusalOf(() => Recording.EraseAffectAsync("anna")));
        Assert.Equal(Refusal.LegalHold, await RefusalOf(() => Patient.EraseSessionAsync(SessionId, "anna")));
        Assert.Equal(Refusal.LegalHold, await RefusalOf(() => Patient.EraseAsync("anna")));
        Assert.Empty(Fakes.Erased);

        await Patient.LiftHoldAsync("h1", "The court has closed the file", "davide");
        await Recording.EraseRecordingAsync("anna");
        Assert.NotEmpty(Fakes.Erased);
    }

    [Fact]
    public async Task Two_holds_for_two_matters_are_lifted_one_by_one_and_each_is_logged()
    {
        await EmployAsync();
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");
        await Patient.SetHoldAsync("h2", "Complaint to the board", "davide");
        await Patient.LiftHoldAsync("h1", "The court has closed the file", "davide");

        Assert.True(await Patient.IsHeldAsync());
        Assert.Equal(Refusal.Invalid, await RefusalOf(() => Patient.LiftHoldAsync("h2", "", "davide")));
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Patient.LiftHoldAsync("h3", "The board has decided", "davide")));
        await Patient.LiftHoldAsync("h2", "The board has decided", "davide");
        await Patient.LiftHoldAsync("h2", "The board has decided", "davide");

        Assert.False(await Patient.IsHeldAsync());
        Assert.All(await Patient.GetHoldsAsync(), h => Assert.Equal("davide", h.LiftedBy));
        Assert.Equal(
            [$"set {PatientId} by anna", $"set {PatientId} by davide", $"lifted {PatientId} by davide", $"lifted {PatientId} by davide"], Fakes.Holds);
    }

    [Fact]
    public async Task The_practices_list_has_whoever_has_or_had_a_hold_until_they_are_erased()
    {
        await EmployAsync();
        var list = Host.Client.GetGrain<IHeldPatientsGrain>("practice");
        Assert.Null(await list.GetAsync());
        await list.TakeOverAsync(["held by an earlier release"]);
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");
        await Patient.LiftHoldAsync("h1", "The court has closed the file", "davide");
        Assert.Equal(new HashSet<string> { "held by an earlier release", PatientId }, (await list.GetAsync())!.ToHashSet());

        await Patient.EraseAsync("anna");
        Assert.Equal(["held by an earlier release"], await list.GetAsync());
    }

    [Theory]
    [InlineData(ConsentKind.Recording, true)]
    [InlineData(ConsentKind.EmotionAnalysis, false)]
    public async Task Consent_to_the_past_that_is_taken_back_erases_what_rested_on_it(ConsentKind kind, bool recording)
    {
        await RecordAndEndAsync();

        await Session.DecideConsentAsync(kind, ConsentDecision.Withdrawn, "v1");

        Assert.Equal(recording, Fakes.Keys[DataKeyId.Recording(SessionId)] is null);
        Assert.Equal(!recording, Fakes.Keys[DataKeyId.Affect(SessionId)] is null);
        Assert.Contains(Fakes.Erased, e => e.EndsWith($"by {PatientId}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_is_held_or_erased_is_entered_with_the_patients_practice()
    {
        await (await EmployAsync()).AddPatientAsync(PatientId);
        await RecordAndEndAsync();
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");
        await Patient.LiftHoldAsync("h1", "The court has closed the file", "davide");
        await Session.DecideConsentAsync(ConsentKind.Recording, ConsentDecision.Withdrawn, "v1");
        await Patient.EraseAsync("anna");

        // Two of the hold, one each of recording, affect track, session and patient.
        Assert.Equal(Enumerable.Repeat("practice", 6 + Fakes.Settled), Fakes.EntryPractices);
    }

    [Fact]
    public async Task Under_a_legal_hold_the_withdrawal_stands_and_the_refusal_is_said()
    {
        await EmployAsync();
        await RecordAndEndAsync();
        await Patient.SetHoldAsync("h1", "Court of Milan, file 12/26", "anna");

        Assert.Equal(
            Refusal.LegalHold, await RefusalOf(() => Session.DecideConsentAsync(ConsentKind.Recording, ConsentDecision.Withdrawn, "v1")));

        Assert.Equal(ConsentDecision.Withdrawn, (await Session.GetAsync()).Consents.Last(c => c.Kind == ConsentKind.Recording).Decision);
        Assert.NotNull(Fakes.Keys[DataKeyId.Recording(SessionId)]);
    }

    private async Task<IClinicianGrain> EmployAsync()
    {
        var clinician = Host.Client.GetGrain<IClinicianGrain>("clinician");
        await clinician.CreateAsync("practice", "a@b.example", "A", "hash");
        return clinician;
    }

    private async Task RecordAndEndAsync()
    {
        await GoLiveAsync(ConsentKind.Recording, ConsentKind.EmotionAnalysis);
        await Recording.OpenSegmentAsync(ParticipantRole.Patient, 0);
        await Session.EndAsync();
        // In the product, sealing state makes these.
        await Fakes.EnsureAsync(DataKeyId.Session(SessionId), PatientId);
        await Fakes.EnsureAsync(DataKeyId.Patient(PatientId), PatientId);
    }
}
