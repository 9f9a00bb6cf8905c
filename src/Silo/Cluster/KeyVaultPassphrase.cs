using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster;

/// <summary>
/// The passphrase of the key ring as a secret in Azure Key Vault: the file with the practice's keys opens for nobody who may not read that secret, and
/// who may is decided, and logged, by Key Vault. See ADR 17 for why the keys themselves are not wrapped there.
/// </summary>
public static class KeyVaultPassphrase
{
    /// <summary>Reads the secret where a vault is named; nothing changes where none is.</summary>
    /// <exception cref="KeyRingException">Key Vault cannot be reached, or refuses.</exception>
    public static ClusterOptions AddTo(ClusterOptions options) => options.KeyVault is { } vault
        ? options with { Common = options.Common with { Passphrase = Read(new SecretClient(vault, new DefaultAzureCredential()), options.KeyVaultSecret) } }
        : options;

    /// <summary>Reads the secret's newest version.</summary>
    /// <exception cref="KeyRingException">Key Vault cannot be reached, or refuses, or the secret is too short.</exception>
    public static Passphrase Read(SecretClient vault, string secret)
    {
        ArgumentNullException.ThrowIfNull(vault);
        try
        {
            return Passphrase.Of(vault.GetSecret(secret).Value.Value);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException)
        {
            var why = e is RequestFailedException failed ? $"{failed.Status} {failed.ErrorCode}" : e.GetType().Name;
            throw new KeyRingException($"The passphrase of the key ring cannot be read from {vault.VaultUri}, secret {secret}: {why}", e);
        }
    }
}
