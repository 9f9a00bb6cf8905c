using PsyCare.Contracts.People;
using PsyCare.Contracts.Reports;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;
using PsyCare.Grains.Tests.Hosting;

namespace PsyCare.Grains.Tests;

/// <summary>Grains that call each other at the same moment, in opposite directions: neither may wait for the other for ever.</summary>
public sealed class CrossingCallsTests : GrainTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private IPatientGrain Patient => Host.Client.GetGrain<IPatientGrain>(PatientId);

    private ISessionReportGrain Report => Host.Client.GetGrain<ISessionReportGrain>(SessionId);

    [Fact]
    public async Task Analysis_is_withdrawn_while_its_report_asks_the_session()
    {
        await HoldAsync();
        Task<SessionReportAnswer>? report = null;
        // The session is in the middle of the withdrawal: the report's question waits for its end.
        Fakes.Destroying = key => report ??= key == DataKeyId.Affect(SessionId) ? Report.GetAsync() : null;

        await Session.DecideConsentAsync(ConsentKind.EmotionAnalysis, ConsentDecision.Withdrawn, "v1").WaitAsync(Patience);

        Assert.Equal((ReportState.Erased, null), (await report!.WaitAsync(Patience) is var answer ? (answer.State, answer.Report) : default));
    }

    [Fact]
    public async Task A_session_is_erased_while_its_patient_takes_a_consent_back()
    {
        await HoldAsync();
        Task? erasure = null;
        // The session is in the middle of the withdrawal, and tells the patient's file of it only after this.
        Fakes.NextStorageFault = () =>
        {
            erasure ??= Patient.EraseSessionAsync(SessionId, "anna");
            return StorageFault.None;
        };

        await Session.DecideConsentAsync(ConsentKind.Recording, ConsentDecision.Withdrawn, "v1").WaitAsync(Patience);

        await erasure!.WaitAsync(Patience);
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Session.GetAsync()));
        Assert.Empty((await Patient.GetAsync()).SessionIds);
    }

    [Fact]
    public async Task A_report_that_is_being_made_while_its_track_is_erased_is_not_kept()
    {
        await HoldAsync();
        var erased = false;
        // The track has been read and is about to be stored as a report.
        Fakes.NextStorageFault = () =>
        {
            if (!erased && (erased = true))
                _ = Report.EraseAsync();
            return StorageFault.None;
        };
        await Report.GetAsync().WaitAsync(Patience);

        await Report.EraseAsync().WaitAsync(Patience);
        Assert.Equal((ReportState.Erased, null), (await Report.GetAsync() is var answer ? (answer.State, answer.Report) : default));
    }

    private async Task HoldAsync()
    {
        await GoLiveAsync(ConsentKind.Recording, ConsentKind.EmotionAnalysis);
        Host.Advance(TimeSpan.FromMinutes(1));
        await Session.EndAsync();
        // In the product, sealing state makes these.
        await Fakes.EnsureAsync(DataKeyId.Session(SessionId), PatientId);
        await Fakes.EnsureAsync(DataKeyId.Patient(PatientId), PatientId);
        // The course's own question, which the end of the session sets off, is over.
        await Host.Client.GetGrain<ICourseGrain>(PatientId).GetAsync();
    }
}
