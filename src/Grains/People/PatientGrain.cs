using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Retention;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.People;

/// <summary>A patient's file and consent history.</summary>
public sealed partial class PatientGrain : Grain, IPatientGrain
{
    private readonly IPersistentState<PatientState> _patient;
    private readonly IDataKeys _keys;
    private readonly IErasureAudit _audit;

    /// <summary>Made by the host.</summary>
    public PatientGrain(
        [PersistentState("patient", StreamNames.Storage)] IPersistentState<PatientState> patient, IDataKeys keys, IErasureAudit audit)
    {
        _patient = patient;
        _keys = keys;
        _audit = audit;
    }

    private string PatientId => this.GetPrimaryKeyString();

    private PatientState State => _patient.State;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Rows of earlier releases do not tell.
        State.PatientId = PatientId;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task CreateAsync(string displayName, string clinicianId)
    {
        if (State.DisplayName.Length > 0)
            return;
        if (!Names.IsValid(displayName) || !Ids.IsValid(clinicianId))
            throw new RefusedException(Refusal.Invalid);
        (State.PatientId, State.DisplayName, State.ClinicianId) = (PatientId, displayName.Trim(), clinicianId);
        await _patient.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<PatientFile> GetAsync()
    {
        RequireExists();
        return Task.FromResult(new PatientFile(
            this.GetPrimaryKeyString(), State.DisplayName, State.ClinicianId, [.. Enumerable.Reverse(State.SessionIds)], State.CareEndedAt, State.Held));
    }

    /// <inheritdoc/>
    public async Task AddSessionAsync(string sessionId)
    {
        RequireExists();
        if (State.SessionIds.Contains(sessionId))
            return;
        State.SessionIds.Add(sessionId);
        await _patient.SaveAsync();
        await GrainFactory.GetGrain<IRetentionGrain>(PatientId).WatchAsync();
    }

    /// <inheritdoc/>
    public async Task RecordConsentAsync(string sessionId, ConsentEntry entry)
    {
        RequireExists();
        var record = new ConsentRecord(sessionId, entry);
        if (State.Consents.Contains(record))
            return;
        State.Consents.Add(record);
        await _patient.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task KeepSafetyAsync(SafetyConfirmation safety)
    {
        RequireExists();
        if (State.Safety == safety)
            return;
        State.Safety = safety;
        await _patient.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<SafetyConfirmation?> GetSafetyAsync()
    {
        RequireExists();
        return Task.FromResult(State.Safety);
    }

    private void RequireExists()
    {
        if (State.DisplayName.Length == 0)
            throw new RefusedException(Refusal.NotFound);
    }
}
