using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Sessions;

namespace PsyCare.Grains.Tests;

public sealed class SessionGrainTests : GrainTest
{
    [Fact]
    public async Task A_session_that_was_never_created_is_not_found() =>
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Host.Client.GetGrain<ISessionGrain>(Ids.New()).GetAsync()));

    [Fact]
    public async Task A_new_session_stands_in_the_patients_file() =>
        Assert.Equal([SessionId], (await Host.Client.GetGrain<IPatientGrain>(PatientId).GetAsync()).SessionIds);

    [Fact]
    public async Task Declining_recording_and_analysis_still_gives_the_call()
    {
        await GoLiveAsync();
        var session = await Session.GetAsync();

        Assert.Equal(SessionPhase.Live, session.Phase);
        Assert.True(session.MediaPolicy.Call);
        Assert.False(session.MediaPolicy.Record);
        Assert.False(session.MediaPolicy.Analyse);
        Assert.Equal(ProcessingState.NotConsented, session.Recording);
    }

    [Fact]
    public async Task Consents_are_ready_before_and_active_during_the_session()
    {
        await GrantAsync(ConsentKind.Recording);
        Assert.Equal(ProcessingState.Ready, (await Session.GetAsync()).Recording);
        Assert.Equal(MediaPolicy.Closed, (await Session.GetAsync()).MediaPolicy);

        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        var session = await Session.GetAsync();
        Assert.Equal((ProcessingState.Active, ProcessingState.Active), (session.Recording, session.EmotionAnalysis));
        Assert.True(session.MediaPolicy is { Record: true, Analyse: true });
    }

    [Fact]
    public async Task What_a_page_sends_is_known_while_it_is_there()
    {
        await GoLiveAsync();
        await Session.ReportSendingAsync(ParticipantRole.Patient, SentMedia.Picture);
        Assert.Null((await Session.GetAsync()).PatientSends);
        await Session.ReportPresenceAsync(ParticipantRole.Patient, present: true);
        Assert.Equal((SentMedia.Picture, null), ((await Session.GetAsync()).PatientSends, (await Session.GetAsync()).ClinicianSends));
        await Session.ReportSendingAsync(ParticipantRole.Patient, SentMedia.None);
        Assert.Equal(SentMedia.None, (await Session.GetAsync()).PatientSends);
        await Session.ReportPresenceAsync(ParticipantRole.Patient, present: false);
        Assert.Null((await Session.GetAsync()).PatientSends);
    }

    [Fact]
    public async Task Why_a_patient_is_not_there_is_told_and_since_when()
    {
        await Session.ReportPresenceAsync(ParticipantRole.Patient, present: true);
        await Session.ReportPresenceAsync(ParticipantRole.Patient, present: false);
        await GoLiveAsync();
        var live = await Session.GetAsync();
        // Whoever went before the therapist let them in has not come yet.
        Assert.Equal(new Absence(AbsenceReason.NotYet, live.LiveSince!.Value), live.PatientAway);

        Host.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await AfterAsync(Session.ReportPresenceAsync(ParticipantRole.Patient, present: true)));
        Assert.Equal(AbsenceReason.Lost, (await AfterAsync(Session.ReportPresenceAsync(ParticipantRole.Patient, present: false)))!.Why);
        await Session.ReportPresenceAsync(ParticipantRole.Patient, present: true);
        var left = await AfterAsync(Session.ReportLeftAsync(ParticipantRole.Patient));
        Assert.Equal(AbsenceReason.Left, left!.Why);
        // A second page that goes later changes nothing of it.
        Assert.Equal(left, await AfterAsync(Session.ReportPresenceAsync(ParticipantRole.Patient, present: false)));

        async Task<Absence?> AfterAsync(Task report)
        {
            await report;
            return (await Session.GetAsync()).PatientAway;
        }
    }

    [Fact]
    public async Task Recording_can_be_paused_resumed_and_withdrawn_in_the_middle()
    {
        await GoLiveAsync(ConsentKind.Recording);

        await Session.DecideConsentAsync(ConsentKind.Recording, ConsentDecision.Paused, "v1");
        Assert.Equal(ProcessingState.Paused, (await Session.GetAsync()).Recording);
        Assert.False((await Session.GetAsync()).MediaPolicy.Record);

        await GrantAsync(ConsentKind.Recording);
        Assert.Equal(ProcessingState.Active, (await Session.GetAsync()).Recording);

        await Session.DecideConsentAsync(ConsentKind.Recording, ConsentDecision.Withdrawn, "v1");
        Assert.Equal(ProcessingState.Withdrawn, (await Session.GetAsync()).Recording);
    }

    [Fact]
    public async Task Withdrawing_the_call_itself_closes_all_media()
    {
        await GoLiveAsync(ConsentKind.Recording, ConsentKind.EmotionAnalysis);
        await Session.DecideConsentAsync(ConsentKind.Call, ConsentDecision.Withdrawn, "v1");
        Assert.Equal(MediaPolicy.Closed, (await Session.GetAsync()).MediaPolicy);
    }

    [Fact]
    public async Task A_practice_that_forbids_emotion_analysis_never_analyses_whatever_the_patient_says()
    {
        await Host.Client.GetGrain<IPracticeGrain>("practice").ChangePolicyAsync(
            new PracticePolicy(), new PracticePolicy { EmotionAnalysis = false });
        await GoLiveAsync(ConsentKind.EmotionAnalysis);
        await SendFrameAsync(1_000);

        var session = await Session.GetAsync();
        Assert.Equal(ProcessingState.Forbidden, session.EmotionAnalysis);
        Assert.False(session.MediaPolicy.Analyse);
        Assert.Empty(Fakes.ReadFrames);
    }

    [Fact]
    public async Task An_invite_lets_one_browser_in()
    {
        var invite = await Session.IssueInviteAsync();
        Assert.Equal(SessionId, (await Session.InspectInviteAsync(invite.Secret)).SessionId);
        await Session.RedeemInviteAsync(invite.Secret);

        Assert.Equal(Refusal.InviteUsed, await RefusalOf(() => Session.RedeemInviteAsync(invite.Secret)));
        Assert.Equal(Refusal.InviteUnknown, await RefusalOf(() => Session.RedeemInviteAsync("forged")));
    }

    [Fact]
    public async Task Observers_hear_of_every_change_in_order()
    {
        var observer = new Observer();
        await Session.SubscribeAsync(Host.Client.CreateObjectReference<ISessionObserver>(observer));

        await GoLiveAsync();
        await Session.ReportPresenceAsync(ParticipantRole.Patient, true);
        await Session.PutMarkerAsync(new Marker("m", 10, "insight"));
        await Session.EndAsync();

        var last = await observer.WaitAsync(s => s.Phase == SessionPhase.Ended);
        Assert.Equal("insight", Assert.Single(last.Markers).Label);
        Assert.True(last.PatientPresent);
        Assert.Equal(observer.Heard.Select(s => s.Version).Order(), observer.Heard.Select(s => s.Version));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task What_a_patient_confirms_is_offered_again_at_the_next_session()
    {
        SafetyDetails home = new("Via Roma 1", "+39 333 1", "Lucia", "112");
        await Session.ConfirmSafetyAsync(home);
        Assert.Equal(home, (await Session.GetAsync()).Safety!.Details);
        Assert.Equal(home, (await Host.Client.GetGrain<IPatientGrain>(PatientId).GetSafetyAsync())!.Details);
    }

    [Fact]
    public async Task A_wrong_passcode_is_remembered()
    {
        var invite = await Session.IssueInviteAsync(withPasscode: true);
        for (var i = 0; i < Invite.MaxPasscodeFailures; i++)
            Assert.Equal(Refusal.PasscodeWrong, await RefusalOf(() => Session.RedeemInviteAsync(invite.Secret, "wrong")));
        Assert.Equal(Refusal.InviteExpired, await RefusalOf(() => Session.RedeemInviteAsync(invite.Secret, invite.Passcode)));
    }

    [Fact]
    public async Task A_therapist_in_a_live_session_is_with_someone_for_others_who_wait()
    {
        var presence = Host.Client.GetGrain<ITherapistPresenceGrain>("clinician");
        await Session.ReportPresenceAsync(ParticipantRole.Clinician, present: true);
        Assert.False(await presence.IsWithSomeoneElseAsync("other"));
        await GoLiveAsync();
        Assert.True(await presence.IsWithSomeoneElseAsync("other"));
        Assert.False(await presence.IsWithSomeoneElseAsync(SessionId));
        await Session.EndAsync();
        Assert.False(await presence.IsWithSomeoneElseAsync("other"));
    }

    [Fact]
    public async Task A_session_that_ends_closes_its_media_and_can_end_twice()
    {
        await GoLiveAsync(ConsentKind.Recording, ConsentKind.EmotionAnalysis);
        await Session.EndAsync();
        await Session.EndAsync();
        Assert.Equal(MediaPolicy.Closed, (await Session.GetAsync()).MediaPolicy);
    }

    [Fact]
    public async Task A_recording_that_fails_is_told_and_the_call_goes_on()
    {
        await GoLiveAsync(ConsentKind.Recording);
        await Session.ReportRecordingAsync(ParticipantRole.Patient, RecordingTrouble.Failed);
        var session = await Session.GetAsync();
        Assert.Equal(ProcessingState.Failed, session.Recording);
        Assert.True(session.MediaPolicy.Call);
    }

    [Fact]
    public async Task A_recording_that_is_delayed_goes_on_and_the_worse_of_both_sides_is_told()
    {
        await GoLiveAsync(ConsentKind.Recording);
        await Session.ReportRecordingAsync(ParticipantRole.Patient, RecordingTrouble.Delayed);
        var session = await Session.GetAsync();
        Assert.Equal((ProcessingState.Delayed, true), (session.Recording, session.MediaPolicy.Record));

        await Session.ReportRecordingAsync(ParticipantRole.Clinician, RecordingTrouble.Failed);
        Assert.Equal(ProcessingState.Failed, (await Session.GetAsync()).Recording);
        await Session.ReportRecordingAsync(ParticipantRole.Clinician, RecordingTrouble.None);
        Assert.Equal(ProcessingState.Delayed, (await Session.GetAsync()).Recording);
        await Session.ReportRecordingAsync(ParticipantRole.Patient, RecordingTrouble.None);
        Assert.Equal(ProcessingState.Active, (await Session.GetAsync()).Recording);
    }

    private sealed class Observer : ISessionObserver
    {
        private readonly object _lock = new();
        private readonly List<SessionSnapshot> _heard = [];
        private readonly SemaphoreSlim _more = new(0);

        public IReadOnlyList<SessionSnapshot> Heard
        {
            get
            {
                lock (_lock)
                    return [.. _heard];
            }
        }

        public Task OnChangedAsync(SessionSnapshot session)
        {
            lock (_lock)
                _heard.Add(session);
            _more.Release();
            return Task.CompletedTask;
        }

        public async Task<SessionSnapshot> WaitAsync(Func<SessionSnapshot, bool> condition)
        {
            while (true)
            {
                if (Heard.FirstOrDefault(condition) is { } found)
                    return found;
                Assert.True(await _more.WaitAsync(TimeSpan.FromSeconds(20)), "The observer heard nothing");
            }
        }
    }
}
