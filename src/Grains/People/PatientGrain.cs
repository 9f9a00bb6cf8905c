using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Retention;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Retention;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.People;

/// <summary>A patient's file and consent history.</summary>
public sealed partial class PatientGrain : Grain, IPatientGrain
{
    private readonly IPersistentState<PatientState> _patient;
    private readonly IDataKeys _keys;
    private readonly IErasureAudit _audit;
    private readonly TimeProvider _clock;
    private readonly WriteQueue _writes = new();

    /// <summary>Made by the host.</summary>
    public PatientGrain(
        [PersistentState("patient", StreamNames.Storage)] IPersistentState<PatientState> patient,
        IDataKeys keys,
        IErasureAudit audit,
        TimeProvider clock)
    {
        _patient = patient;
        _keys = keys;
        _audit = audit;
        _clock = clock;
    }

    private string PatientId => this.GetPrimaryKeyString();

    private PatientState State => _patient.State;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Rows of earlier releases do not tell.
        State.PatientId = PatientId;
        if (State.Held && State.Holds.Count == 0)
            State.Holds.Add(new LegalHold("earlier", "", "operator", SetAt: null));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CreateAsync(string displayName, string clinicianId) => ChangeAsync(() =>
    {
        if (State.DisplayName.Length > 0)
            return false;
        if (!Names.IsValid(displayName) || !Ids.IsValid(clinicianId))
            throw new RefusedException(Refusal.Invalid);
        (State.PatientId, State.DisplayName, State.ClinicianId) = (PatientId, displayName.Trim(), clinicianId);
        return true;
    });

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
        await ChangeExistingAsync(() =>
        {
            if (State.SessionIds.Contains(sessionId))
                return false;
            State.SessionIds.Add(sessionId);
            return true;
        });
        await GrainFactory.GetGrain<IRetentionGrain>(PatientId).WatchAsync();
    }

    /// <inheritdoc/>
    public Task RecordConsentAsync(string sessionId, ConsentEntry entry) => ChangeExistingAsync(() =>
    {
        var record = new ConsentRecord(sessionId, entry);
        if (State.Consents.Contains(record))
            return false;
        State.Consents.Add(record);
        return true;
    });

    /// <inheritdoc/>
    public Task KeepSafetyAsync(SafetyConfirmation safety) => ChangeExistingAsync(() =>
    {
        if (State.Safety == safety)
            return false;
        State.Safety = safety;
        return true;
    });

    /// <inheritdoc/>
    public Task<SafetyConfirmation?> GetSafetyAsync()
    {
        RequireExists();
        return Task.FromResult(State.Safety);
    }

    /// <summary>Makes a change and stores it, unless it says that there is none.</summary>
    private Task ChangeAsync(Func<bool> change) => _writes.RunAsync(async () =>
    {
        if (change())
            await _patient.SaveAsync();
    });

    private Task ChangeExistingAsync(Func<bool> change) => ChangeAsync(() =>
    {
        RequireExists();
        return change();
    });

    private void RequireExists()
    {
        if (State.DisplayName.Length == 0)
            throw new RefusedException(Refusal.NotFound);
    }
}
