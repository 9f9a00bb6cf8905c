using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Utilities;
using PsyCare.Contracts;
using PsyCare.Contracts.Affect;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;
using PsyCare.Grains.Metrics;

namespace PsyCare.Grains.Sessions;

/// <summary>
/// Wraps the rules of <see cref="Session"/> with storage, observers and the grains that act on them. Every change is written before
/// anyone hears of it.
/// </summary>
public sealed partial class SessionGrain : Grain, ISessionGrain, IRemindable
{
    private const string Watchdog = "watchdog";
    private static readonly TimeSpan ObserverExpiry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    private readonly IPersistentState<Session> _session;
    private readonly ObserverManager<ISessionObserver> _observers;
    private readonly IDataKeys _keys;
    private readonly IErasureAudit _audit;
    private readonly TimeProvider _clock;
    private readonly Dictionary<ParticipantRole, RecordingTrouble> _recordingTroubles = [];
    private bool _analysisAllowed = true;
    private bool _suggestionsAllowed = true;

    /// <summary>Made by the host.</summary>
    public SessionGrain(
        [PersistentState("session", StreamNames.Storage)] IPersistentState<Session> session,
        IDataKeys keys,
        IErasureAudit audit,
        TimeProvider clock,
        ILogger<SessionGrain> log)
    {
        _keys = keys;
        _audit = audit;
        _session = session;
        _clock = clock;
        _observers = new ObserverManager<ISessionObserver>(ObserverExpiry, log) { GetDateTime = () => clock.GetUtcNow().UtcDateTime };
    }

    private Session State => _session.State;

    // Of both recordings: one that works must not hide that the other does not.
    private RecordingTrouble WorstTrouble => _recordingTroubles.Values.DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Rows of earlier releases do not tell.
        State.Name(this.GetPrimaryKeyString());
        _lastPresence = _clock.GetUtcNow();
        GrainMetrics.SetLive(this.GetPrimaryKeyString(), State.Phase == SessionPhase.Live);
        if (State.Phase == SessionPhase.Live)
            await ApplyAsync();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        GrainMetrics.SetLive(this.GetPrimaryKeyString(), live: false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task CreateAsync(CreateSession session)
    {
        State.Name(this.GetPrimaryKeyString());
        await ChangeAsync(s => s.Create(session.PracticeId, session.ClinicianId, session.PatientId, session.ScheduledFor, session.PlannedMinutes));
        await GrainFactory.GetGrain<IPatientGrain>(State.PatientId).AddSessionAsync(this.GetPrimaryKeyString());
        _ = GrainFactory.GetGrain<ISessionFiguresGrain>(this.GetPrimaryKeyString()).RefreshAsync();
    }

    /// <inheritdoc/>
    public Task<SessionSnapshot> GetAsync()
    {
        RequireExists();
        return Task.FromResult(Snapshot());
    }

    /// <inheritdoc/>
    public Task<string> GetPatientIdAsync()
    {
        RequireExists();
        return Task.FromResult(State.PatientId);
    }

    /// <inheritdoc/>
    public Task<string?> GetPracticeIdAsync() => Task.FromResult(State.Exists ? State.PracticeId : null);

    /// <inheritdoc/>
    public async Task<IssuedInvite> IssueInviteAsync(bool withPasscode)
    {
        RequireExists();
        var secret = "";
        await ChangeAsync(s => s.IssueInvite(_clock.GetUtcNow(), out secret, withPasscode));
        return new IssuedInvite(secret, State.Invite!.ExpiresAt, State.Invite.Passcode);
    }

    /// <inheritdoc/>
    public Task<SessionSnapshot> InspectInviteAsync(string secret)
    {
        RefusedException.ThrowIf(State.CheckInvite(secret, _clock.GetUtcNow()));
        return Task.FromResult(Snapshot());
    }

    /// <inheritdoc/>
    public async Task<SessionSnapshot> RedeemInviteAsync(string secret, string? passcode)
    {
        await ChangeAsync(s => s.RedeemInvite(secret, _clock.GetUtcNow(), passcode));
        return Snapshot();
    }

    /// <inheritdoc/>
    public async Task DecideConsentAsync(ConsentKind kind, ConsentDecision decision, string textVersion)
    {
        RequireExists();
        var entry = new ConsentEntry(kind, decision, _clock.GetUtcNow(), textVersion);
        await ChangeAsync(s => s.DecideConsent(entry));
        await ApplyAsync();
        await GrainFactory.GetGrain<IPatientGrain>(State.PatientId).RecordConsentAsync(this.GetPrimaryKeyString(), entry);
        try
        {
            await EraseWithdrawnAsync(entry);
        }
        finally
        {
            if (State.Phase == SessionPhase.Ended)
                SumUp();
        }
    }

    /// <inheritdoc/>
    public Task EnterWaitingRoomAsync()
    {
        RequireExists();
        return ChangeAsync(s => s.EnterWaitingRoom());
    }

    /// <inheritdoc/>
    public async Task AdmitAsync()
    {
        RequireExists();
        await RefreshPolicyAsync();
        await ChangeAsync(s => s.Admit(_clock.GetUtcNow()));
        await ApplyAsync();
        await ReportTherapistAsync();
        await this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod);
    }

    /// <inheritdoc/>
    public async Task EndAsync()
    {
        RequireExists();
        await ChangeAsync(s => s.End(_clock.GetUtcNow()));
        await ReportTherapistAsync();
        await GrainFactory.GetGrain<IAffectGrain>(this.GetPrimaryKeyString()).FinishAsync();
        if (await this.GetReminder(Watchdog) is { } reminder)
            await this.UnregisterReminder(reminder);
        SumUp();
        _ = GrainFactory.GetGrain<ISessionFiguresGrain>(this.GetPrimaryKeyString()).RefreshAsync();
    }

    /// <inheritdoc/>
    public async Task ReportRecordingAsync(ParticipantRole participant, RecordingTrouble trouble)
    {
        RequireExists();
        var before = WorstTrouble;
        _recordingTroubles[participant] = trouble;
        if (WorstTrouble != before)
            await NotifyAsync();
    }

    /// <inheritdoc/>
    public Task SubscribeAsync(ISessionObserver observer)
    {
        RequireExists();
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task UnsubscribeAsync(ISessionObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    /// <summary>A quiet session keeps its grain and learns of policy changes; one that both have left for an hour ends.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (State.Phase != SessionPhase.Live)
            return;
        if (_present.Count > 0)
            _lastPresence = _clock.GetUtcNow();
        if (_clock.GetUtcNow() - _lastPresence >= AbandonedAfter)
            await EndAsync();
        else
            await ApplyAsync();
    }

    private async Task ChangeAsync(Func<Session, Domain.Refusal?> change)
    {
        var before = State.Version;
        var refusal = change(State);
        // Also where it was refused: a wrong passcode counts.
        if (State.Version != before)
        {
            await _session.SaveAsync();
            GrainMetrics.SetLive(this.GetPrimaryKeyString(), State.Phase == SessionPhase.Live);
            await NotifyAsync();
        }

        RefusedException.ThrowIf(refusal);
    }

    /// <summary>Makes inference follow the consents and the policy in force; safe to repeat.</summary>
    private async Task ApplyAsync()
    {
        var before = Snapshot();
        await RefreshPolicyAsync();
        if (State.Phase != SessionPhase.Live)
            return;
        var affect = GrainFactory.GetGrain<IAffectGrain>(this.GetPrimaryKeyString());
        var now = Snapshot();
        if (now.MediaPolicy.Analyse)
            await affect.AllowAsync(State.LiveSince!.Value);
        else
            await affect.ForbidAsync(_analysisAllowed ? NoReadingReason.ConsentWithdrawn : NoReadingReason.ForbiddenByPolicy);
        if (now.EmotionAnalysis != before.EmotionAnalysis)
            await NotifyAsync();
    }

    private async Task RefreshPolicyAsync()
    {
        var policy = (await GrainFactory.GetGrain<IPracticeGrain>(State.PracticeId).GetAsync()).Policy;
        (_analysisAllowed, _suggestionsAllowed) = (policy.EmotionAnalysis, policy.MarkerSuggestions);
    }

    private Task NotifyAsync()
    {
        var snapshot = Snapshot();
        return _observers.Notify(o => o.OnChangedAsync(snapshot));
    }

    /// <summary>The course takes this session's numbers over, beside the turn: whoever ended the session does not wait for it.</summary>
    private void SumUp() => _ = GrainFactory.GetGrain<ICourseGrain>(State.PatientId).RefreshAsync(this.GetPrimaryKeyString());

    private void RequireExists()
    {
        if (!State.Exists)
            throw new RefusedException(Domain.Refusal.NotFound);
    }

    private SessionSnapshot Snapshot() => new(
        this.GetPrimaryKeyString(),
        State.Version,
        State.Phase,
        State.PracticeId,
        State.ClinicianId,
        State.PatientId,
        State.ScheduledFor,
        State.LiveSince,
        State.EndedAt,
        _present.Contains(ParticipantRole.Patient),
        _present.Contains(ParticipantRole.Clinician),
        State.Processing(ConsentKind.Recording, allowedByPolicy: true, WorstTrouble),
        State.Processing(ConsentKind.EmotionAnalysis, _analysisAllowed, RecordingTrouble.None),
        State.Consents.Entries,
        State.Markers,
        State.Suggestions,
        State.Safety,
        State.PlannedMinutes,
        State.Invite?.Passcode is not null)
    {
        PatientSends = SentBy(ParticipantRole.Patient),
        ClinicianSends = SentBy(ParticipantRole.Clinician),
        PatientAway = PatientAway(),
    };
}
