using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <summary>A member's account, lock-out and caseload.</summary>
public sealed partial class ClinicianGrain : Grain, IClinicianGrain
{
    private const int FailuresBeforeLock = 5;
    private static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(15);

    private readonly IPersistentState<ClinicianState> _clinician;
    private readonly TimeProvider _clock;

    /// <summary>Made by the host.</summary>
    public ClinicianGrain(
        [PersistentState("clinician", StreamNames.Storage)] IPersistentState<ClinicianState> clinician, TimeProvider clock)
    {
        _clinician = clinician;
        _clock = clock;
    }

    private ClinicianState State => _clinician.State;

    /// <inheritdoc/>
    public async Task CreateAsync(string practiceId, string email, string displayName, string passwordHash, MemberRoles roles)
    {
        if (passwordHash.Length == 0)
            throw new RefusedException(Refusal.Invalid);
        await StoreNewAsync(practiceId, email, displayName, passwordHash, roles);
    }

    /// <inheritdoc/>
    public Task CreateWithoutPasswordAsync(string practiceId, string email, string displayName, MemberRoles roles) =>
        StoreNewAsync(practiceId, email, displayName, "", roles);

    private async Task StoreNewAsync(string practiceId, string email, string displayName, string passwordHash, MemberRoles roles)
    {
        if (State.Email.Length > 0)
            throw new RefusedException(Refusal.AlreadyExists);
        if (!Ids.IsValid(practiceId) || !Names.IsValid(email) || !Names.IsValid(displayName) || !roles.AreValid())
            throw new RefusedException(Refusal.Invalid);
        State.Roles = roles;
        (State.PracticeId, State.Email, State.DisplayName, State.PasswordHash) = (practiceId, email.Trim(), displayName.Trim(), passwordHash);
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<ClinicianAccount> GetAsync()
    {
        RequireExists();
        return Task.FromResult(Account());
    }

    /// <inheritdoc/>
    public async Task SetStandingAsync(MemberRoles roles, bool disabled)
    {
        RequireExists();
        if (State.Roles == roles && State.Disabled == disabled)
            return;
        (State.Roles, State.Disabled) = (roles, disabled);
        State.Devices.CloseAll();
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<ClinicianAccount> RecordSignInAsync(bool succeeded)
    {
        RequireExists();
        // Guesses that were under way when the lock fell must not lift it.
        if (State.LockedUntil > _clock.GetUtcNow())
            return Account();
        if (succeeded && State.FailedSignIns == 0 && State.LockedUntil is null)
            return Account();
        State.FailedSignIns = succeeded ? 0 : State.FailedSignIns + 1;
        State.LockedUntil = null;
        if (State.FailedSignIns >= FailuresBeforeLock)
            (State.FailedSignIns, State.LockedUntil) = (0, _clock.GetUtcNow() + LockDuration);
        await _clinician.SaveAsync();
        return Account();
    }

    /// <inheritdoc/>
    public async Task ReplacePasswordHashAsync(string passwordHash)
    {
        RequireExists();
        State.PasswordHash = passwordHash;
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task SetPasswordAsync(string passwordHash, string? keepDeviceId)
    {
        RequireExists();
        State.PasswordHash = passwordHash;
        State.Devices.CloseAll(keepDeviceId);
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task AddPatientAsync(string patientId)
    {
        RequireExists();
        if (State.PatientIds.Contains(patientId))
            return;
        State.PatientIds.Add(patientId);
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task RemovePatientAsync(string patientId)
    {
        RequireExists();
        if (State.PatientIds.Remove(patientId))
            await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetCaseloadAsync()
    {
        RequireExists();
        return Task.FromResult<IReadOnlyList<string>>([.. Enumerable.Reverse(State.PatientIds)]);
    }

    private ClinicianAccount Account()
    {
        var locked = State.LockedUntil is { } until && until > _clock.GetUtcNow() ? State.LockedUntil : null;
        return new(
            this.GetPrimaryKeyString(), State.PracticeId, State.Email, State.DisplayName, State.PasswordHash, locked, State.Roles, State.Disabled,
            State.SecondFactor.Enabled, State.SecondFactor.RecoveryHashes.Count, State.PasswordHash.Length == 0);
    }

    private void RequireExists()
    {
        if (State.Email.Length == 0)
            throw new RefusedException(Refusal.NotFound);
    }
}
