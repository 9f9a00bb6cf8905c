using PsyCare.Contracts;
using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <content>Passkeys.</content>
public sealed partial class ClinicianGrain
{
    /// <inheritdoc/>
    public Task<string> OpenDeviceByPasskeyAsync(string name) => OpenAsync(name, fromIssuer: false, vouched: true);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Passkey>> GetPasskeysAsync()
    {
        RequireExists();
        return Task.FromResult(State.Passkeys.All);
    }

    /// <inheritdoc/>
    public async Task AddPasskeyAsync(Passkey passkey)
    {
        RequireExists();
        RefusedException.ThrowIf(State.Passkeys.Add(passkey));
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task RenamePasskeyAsync(string passkeyId, string name)
    {
        RequireExists();
        RefusedException.ThrowIf(State.Passkeys.Rename(passkeyId, name));
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task RemovePasskeyAsync(string passkeyId)
    {
        RequireExists();
        State.Passkeys.Remove(passkeyId);
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task RemoveAllPasskeysAsync()
    {
        RequireExists();
        State.Passkeys = new();
        await _clinician.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<bool> UsePasskeyAsync(byte[] credentialId, uint signCount)
    {
        RequireExists();
        if (!State.Passkeys.Use(credentialId, signCount, _clock.GetUtcNow()))
            return false;
        await _clinician.SaveAsync();
        return true;
    }
}
