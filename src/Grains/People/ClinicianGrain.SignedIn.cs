using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <content>The browsers that the member is signed in with, and the second factor.</content>
public sealed partial class ClinicianGrain
{
    /// <inheritdoc/>
    public Task<string> OpenDeviceAsync(string name) => OpenAsync(name, fromIssuer: false, vouched: false);

    /// <inheritdoc/>
    public Task<string> OpenDeviceFromIssuerAsync(string name, bool vouched) => OpenAsync(name, fromIssuer: true, vouched);

    private async Task<string> OpenAsync(string name, bool fromIssuer, bool vouched)
    {
        RequireExists();
        if (State.Disabled)
            throw new RefusedException(Refusal.NotFound);
        var device = State.Devices.Open(name, _clock.GetUtcNow(), fromIssuer, vouched);
        await _clinician.SaveAsync();
        return device.Id;
    }

    /// <inheritdoc/>
    public async Task<MemberStanding?> CheckDeviceAsync(string deviceId)
    {
        var now = _clock.GetUtcNow();
        if (State.Disabled || State.Devices.Current(now).FirstOrDefault(d => d.Id == deviceId) is not { } device)
            return null;
        if (State.Devices.Seen(deviceId, now))
            await _clinician.SaveAsync();
        var mustEnrol = !State.SecondFactor.Enabled && !device.Vouched && (await PolicyAsync()).MustEnrol(device.SignedInAt, now);
        return new MemberStanding(mustEnrol ? MemberRoles.None : State.Roles, mustEnrol);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeviceSession>> GetDevicesAsync()
    {
        RequireExists();
        return Task.FromResult(State.Devices.Current(_clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task CloseDeviceAsync(string deviceId)
    {
        RequireExists();
        State.Devices.Close(deviceId);
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task CloseDevicesFromIssuerAsync()
    {
        RequireExists();
        State.Devices.CloseFromIssuer();
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task CloseAllDevicesAsync()
    {
        RequireExists();
        State.Devices.CloseAll();
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<NewSecondFactor> BeginSecondFactorAsync()
    {
        RequireExists();
        RefusedException.ThrowIf(State.SecondFactor.Begin());
        await _clinician.SaveAsync();
        return TimeCodes.Share(State.SecondFactor.Secret!, State.Email);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ConfirmSecondFactorAsync(string code)
    {
        RequireExists();
        RefusedException.ThrowIf(State.SecondFactor.Confirm(StepOf(code), out var recoveryCodes));
        await _clinician.SaveAsync();
        return recoveryCodes;
    }

    /// <inheritdoc/>
    public async Task<bool> UseSecondFactorAsync(string code)
    {
        RequireExists();
        var right = StepOf(code) is { } step ? State.SecondFactor.UseStep(step) : State.SecondFactor.UseRecoveryCode(code);
        if (right)
            await _clinician.SaveAsync();
        return right;
    }

    /// <inheritdoc/>
    public async Task RemoveSecondFactorAsync()
    {
        RequireExists();
        State.SecondFactor.Remove();
        await _clinician.SaveAsync();
    }

    private long? StepOf(string code) =>
        State.SecondFactor.Secret is { } secret ? TimeCodes.StepOf(secret, code, _clock.GetUtcNow()) : null;

    private async Task<PracticePolicy> PolicyAsync() => (await GrainFactory.GetGrain<IPracticeGrain>(State.PracticeId).GetAsync()).Policy;
}
