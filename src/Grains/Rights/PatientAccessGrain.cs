using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Rights;

namespace PsyCare.Grains.Rights;

/// <summary>Wraps <see cref="PatientAccess"/> with storage and time.</summary>
public sealed class PatientAccessGrain : Grain, IPatientAccessGrain
{
    private readonly IPersistentState<PatientAccess> _access;
    private readonly TimeProvider _clock;

    /// <summary>Made by the host.</summary>
    public PatientAccessGrain(
        [PersistentState("patient-access", StreamNames.Storage)] IPersistentState<PatientAccess> access, TimeProvider clock)
    {
        _access = access;
        _clock = clock;
    }

    private PatientAccess State => _access.State;

    /// <inheritdoc/>
    public async Task<IssuedInvite> IssueLinkAsync()
    {
        var secret = State.Issue(this.GetPrimaryKeyString(), _clock.GetUtcNow());
        await _access.SaveAsync();
        return new IssuedInvite(secret, State.Link!.ExpiresAt);
    }

    /// <inheritdoc/>
    public async Task<int> RedeemAsync(string secret)
    {
        RefusedException.ThrowIf(State.Redeem(secret, _clock.GetUtcNow()));
        await _access.SaveAsync();
        return State.Generation;
    }

    /// <inheritdoc/>
    public Task<bool> IsCurrentAsync(int generation) => Task.FromResult(generation > 0 && generation == State.Generation);

    /// <inheritdoc/>
    public async Task RevokeAsync()
    {
        State.Revoke();
        await _access.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task AskErasureAsync()
    {
        if (State.AskErasure(this.GetPrimaryKeyString(), _clock.GetUtcNow()))
            await _access.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task AnswerErasureAsync(string memberId, string text)
    {
        RefusedException.ThrowIf(State.AnswerErasure(new ErasureAnswer(_clock.GetUtcNow(), memberId, text)));
        await _access.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<ErasureRequest?> GetErasureAsync() =>
        Task.FromResult(State.ErasureAskedAt is { } at ? new ErasureRequest(at, State.ErasureAnswer) : null);
}
