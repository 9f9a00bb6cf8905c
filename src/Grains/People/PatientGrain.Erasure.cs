using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Retention;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Retention;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.People;

/// <content>Legal hold, and erasure of a session or of everything. What is interrupted can be repeated.</content>
public sealed partial class PatientGrain
{
    /// <inheritdoc/>
    public Task SetHoldAsync(string holdId, string reason, string actorId) => ChangeHoldsAsync(
        set: true, actorId, holds => LegalHolds.Set(holds, new LegalHold(holdId, reason, actorId, _clock.GetUtcNow())));

    /// <inheritdoc/>
    public Task LiftHoldAsync(string holdId, string reason, string actorId) => ChangeHoldsAsync(
        set: false, actorId, holds => LegalHolds.Lift(holds, holdId, reason, actorId, _clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LegalHold>> GetHoldsAsync() => Task.FromResult<IReadOnlyList<LegalHold>>([.. State.Holds]);

    /// <inheritdoc/>
    public async Task SetCareEndedAsync(DateTimeOffset? endedAt)
    {
        await ChangeExistingAsync(() =>
        {
            if (endedAt == State.CareEndedAt)
                return false;
            State.CareEndedAt = endedAt;
            return true;
        });
        await GrainFactory.GetGrain<IRetentionGrain>(PatientId).WatchAsync();
    }

    /// <inheritdoc/>
    public Task<bool> IsHeldAsync() => Task.FromResult(State.Held);

    /// <inheritdoc/>
    public async Task EraseSessionAsync(string sessionId, string actorId)
    {
        RefuseHeld();
        if (!State.SessionIds.Contains(sessionId))
            return;
        await GrainFactory.GetGrain<ISessionGrain>(sessionId).EraseAsync(actorId);
        await ChangeAsync(() => State.SessionIds.Remove(sessionId));
        // Not awaited, for the course asks for this file.
        _ = GrainFactory.GetGrain<ICourseGrain>(PatientId).RefreshAsync(sessionId);
    }

    /// <inheritdoc/>
    public async Task EraseAsync(string actorId)
    {
        RefuseHeld();
        var sessions = State.SessionIds.ConvertAll(id => GrainFactory.GetGrain<ISessionGrain>(id));
        // Before anything is gone: an erasure is whole or refused.
        foreach (var session in sessions)
            RefusedException.ThrowIf(await session.IsLiveAsync() ? Refusal.WrongPhase : null);
        foreach (var session in sessions)
            await session.EraseAsync(actorId);
        string? practiceId = null;
        if (State.ClinicianId.Length > 0)
        {
            practiceId = await PracticeIdAsync();
            if (State.Holds.Count > 0)
                await HeldPatients(practiceId).RemoveAsync(PatientId);
            await GrainFactory.GetGrain<IClinicianGrain>(State.ClinicianId).RemovePatientAsync(PatientId);
        }

        await _audit.RecordErasedAsync(ErasedThing.Patient, PatientId, practiceId, actorId);
        await _keys.DestroyAllOfAsync(PatientId);
        await _writes.RunAsync(_patient.ClearStateAsync);
        State.PatientId = PatientId;
    }

    private Task ChangeHoldsAsync(bool set, string actorId, Func<List<LegalHold>, Refusal?> change) => _writes.RunAsync(async () =>
    {
        RequireExists();
        List<LegalHold> holds = [.. State.Holds];
        RefusedException.ThrowIf(change(holds));
        if (holds.SequenceEqual(State.Holds))
            return;
        var practiceId = await PracticeIdAsync();
        // Before the hold stands: the practice's list may name one too many, never one too few.
        if (set)
            await HeldPatients(practiceId).AddAsync(PatientId);
        // First: what cannot be logged is not done.
        await _audit.RecordHoldAsync(PatientId, practiceId, set, actorId);
        (State.Holds, State.Held) = (holds, LegalHolds.Stand(holds));
        await _patient.SaveAsync();
    });

    private async Task<string> PracticeIdAsync() => (await GrainFactory.GetGrain<IClinicianGrain>(State.ClinicianId).GetAsync()).PracticeId;

    private IHeldPatientsGrain HeldPatients(string practiceId) => GrainFactory.GetGrain<IHeldPatientsGrain>(practiceId);

    private void RefuseHeld()
    {
        if (State.Held)
            throw new RefusedException(Refusal.LegalHold);
    }
}
