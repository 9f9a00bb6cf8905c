using Microsoft.AspNetCore.Identity;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;

namespace PsyCare.Gateway.Auth.Passkeys;

/// <summary>
/// Members and their passkeys, read from the grains, as ASP.NET Core Identity's WebAuthn looks for them. It writes nothing: what changes goes
/// to the grain with the rules of the house.
/// </summary>
internal sealed class PasskeyStore(IClusterClient grains, GatewayOptions options) : IUserPasskeyStore<ClinicianAccount>
{
    /// <summary>A member of this practice who is not kept out; null where there is none. The id comes from an authenticator: anything may stand in it.</summary>
    public async Task<ClinicianAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid(userId))
            return null;
        try
        {
            var account = await grains.GetGrain<IClinicianGrain>(userId).GetAsync();
            return account.PracticeId == options.PracticeId && !account.Disabled ? account : null;
        }
        catch (RefusedException e) when (e.Refusal == Refusal.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(ClinicianAccount user, CancellationToken cancellationToken) =>
        [.. (await grains.GetGrain<IClinicianGrain>(user.ClinicianId).GetPasskeysAsync()).Select(InfoOf)];

    /// <inheritdoc/>
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(ClinicianAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await GetPasskeysAsync(user, cancellationToken)).FirstOrDefault(p => p.CredentialId.AsSpan().SequenceEqual(credentialId));

    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(ClinicianAccount user, CancellationToken cancellationToken) => Task.FromResult(user.ClinicianId);

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(ClinicianAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    /// <summary>
    /// Nobody: a passkey is looked for among those of the member whom its user handle names, so that the same credential of another member, which only
    /// somebody with that purpose would make, opens their own account alone. The grain refuses one's own a second time.
    /// </summary>
    public Task<ClinicianAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult<ClinicianAccount?>(null);

    /// <inheritdoc/>
    public Task AddOrUpdatePasskeyAsync(ClinicianAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task RemovePasskeyAsync(ClinicianAccount user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<ClinicianAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task SetUserNameAsync(ClinicianAccount user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(ClinicianAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task SetNormalizedUserNameAsync(ClinicianAccount user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> CreateAsync(ClinicianAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> UpdateAsync(ClinicianAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IdentityResult> DeleteAsync(ClinicianAccount user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds nothing.
    }

    /// <summary>What attested it is not kept: nobody is asked what make their device is of.</summary>
    private static UserPasskeyInfo InfoOf(Domain.Practices.Passkey passkey) => new(
        passkey.CredentialId, passkey.PublicKey, passkey.AddedAt, passkey.SignCount, transports: null, isUserVerified: true,
        isBackupEligible: passkey.BackupEligible, isBackedUp: passkey.BackedUp, attestationObject: [], clientDataJson: []);
}
