using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Retention;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Retention;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Retention;

/// <summary>Acts on <see cref="RetentionRules"/> for one patient, once a day.</summary>
public sealed class RetentionGrain : Grain, IRetentionGrain, IRemindable
{
    /// <summary>Whom the audit log names.</summary>
    private const string Actor = "retention";

    private const string Daily = "retention";
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private readonly IPersistentState<RetentionState> _retention;
    private readonly TimeProvider _clock;
    private readonly ILogger<RetentionGrain> _log;

    /// <summary>Made by the host.</summary>
    public RetentionGrain(
        [PersistentState("retention", StreamNames.Storage)] IPersistentState<RetentionState> retention,
        TimeProvider clock,
        ILogger<RetentionGrain> log)
    {
        _retention = retention;
        _clock = clock;
        _log = log;
    }

    private RetentionState State => _retention.State;

    private string PatientId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task WatchAsync()
    {
        if (await this.GetReminder(Daily) is null)
            await this.RegisterOrUpdateReminder(Daily, Period, Period);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PlannedErasure>> GetNoticesAsync() => Task.FromResult<IReadOnlyList<PlannedErasure>>([.. State.Notices]);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => CheckAsync();

    /// <inheritdoc/>
    public async Task CheckAsync()
    {
        if (await FileOrNullAsync() is not { } file)
        {
            await ForgetAsync();
            return;
        }

        var policy = await PolicyAsync(file);
        var now = _clock.GetUtcNow();
        var sessions = await FactsAsync(file);
        foreach (var planned in Plan().Where(p => RetentionRules.IsOutdatedNotice(p, policy, now)))
            State.NoticedAt.Remove(planned.Key);
        foreach (var planned in Plan().Where(p => RetentionRules.IsToBeNoticed(p, policy, now)))
            State.NoticedAt[planned.Key] = now;
        var noticed = Plan().Where(p => p.NoticedAt is not null).ToList();
        // Announced before anything is erased, and on disk.
        (State.PatientId, State.Notices) = (PatientId, noticed);
        await _retention.SaveAsync();
        if (file.Held)
            return;
        if (await EraseAsync([.. noticed.Where(p => RetentionRules.IsDue(p, now))]))
            await ForgetAsync();
        else
            await KeepAsync(noticed.Where(p => !RetentionRules.IsDue(p, now)));

        IReadOnlyList<PlannedErasure> Plan() => RetentionRules.Plan(policy, PatientId, file.CareEndedAt, sessions, State.NoticedAt);
    }

    /// <returns>Whether the patient as a whole was erased.</returns>
    private async Task<bool> EraseAsync(IReadOnlyList<PlannedErasure> due)
    {
        foreach (var planned in due)
        {
            _log.LogInformation("Retention erases {What} {Id}", planned.What, planned.Id);
            switch (planned.What)
            {
                case ErasedThing.Recording:
                    await GrainFactory.GetGrain<IRecordingGrain>(planned.Id).EraseRecordingAsync(Actor);
                    break;
                case ErasedThing.Affect:
                    await GrainFactory.GetGrain<IRecordingGrain>(planned.Id).EraseAffectAsync(Actor);
                    break;
                case ErasedThing.Patient:
                    await GrainFactory.GetGrain<IPatientGrain>(planned.Id).EraseAsync(Actor);
                    return true;
            }
        }

        return false;
    }

    private async Task KeepAsync(IEnumerable<PlannedErasure> left)
    {
        var notices = left.ToList();
        if (notices.Count == State.Notices.Count)
            return;
        State.Notices = notices;
        State.NoticedAt = State.NoticedAt.Where(n => notices.Exists(p => p.Key == n.Key)).ToDictionary();
        await _retention.SaveAsync();
    }

    private async Task<IReadOnlyList<SessionFacts>> FactsAsync(PatientFile file)
    {
        var facts = new List<SessionFacts>();
        foreach (var sessionId in file.SessionIds)
        {
            var session = await GrainFactory.GetGrain<ISessionGrain>(sessionId).GetAsync();
            var index = await GrainFactory.GetGrain<IRecordingGrain>(sessionId).GetAsync();
            facts.Add(new SessionFacts(
                sessionId,
                session.EndedAt,
                index.Segments.Count > 0,
                HasAffect: index.AffectErasedAt is null && WasGranted(session, ConsentKind.EmotionAnalysis),
                RecordingWithdrawn: IsWithdrawnAfterEnd(session, ConsentKind.Recording),
                AffectWithdrawn: IsWithdrawnAfterEnd(session, ConsentKind.EmotionAnalysis)));
        }

        return facts;
    }

    private static bool WasGranted(SessionSnapshot session, ConsentKind kind) =>
        session.Consents.Any(c => c.Kind == kind && c.Decision == ConsentDecision.Granted);

    // In the session a withdrawal ends the recording; only one after it asks for what was recorded to go.
    private static bool IsWithdrawnAfterEnd(SessionSnapshot session, ConsentKind kind) =>
        session.Consents.LastOrDefault(c => c.Kind == kind) is { Decision: ConsentDecision.Withdrawn } last && last.At >= session.EndedAt;

    private async Task<PatientFile?> FileOrNullAsync()
    {
        try
        {
            return await GrainFactory.GetGrain<IPatientGrain>(PatientId).GetAsync();
        }
        catch (RefusedException e) when (e.Refusal == Refusal.NotFound)
        {
            return null;
        }
    }

    private async Task<RetentionPolicy> PolicyAsync(PatientFile file)
    {
        var clinician = await GrainFactory.GetGrain<IClinicianGrain>(file.ClinicianId).GetAsync();
        return (await GrainFactory.GetGrain<IPracticeGrain>(clinician.PracticeId).GetAsync()).Policy.Retention;
    }

    private async Task ForgetAsync()
    {
        if (await this.GetReminder(Daily) is { } reminder)
            await this.UnregisterReminder(reminder);
        await _retention.ClearStateAsync();
    }
}

/// <summary>What is stored of a patient's retention.</summary>
public sealed class RetentionState : IPatientOwned
{
    /// <inheritdoc/>
    public string PatientId { get; set; } = "";

    /// <summary>When an artefact was announced, by <see cref="PlannedErasure.Key"/>.</summary>
    public Dictionary<string, DateTimeOffset> NoticedAt { get; set; } = [];

    /// <summary>What was announced and is still there, soonest first.</summary>
    public List<PlannedErasure> Notices { get; set; } = [];
}
