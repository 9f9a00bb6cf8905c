using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster.KeyVault;

/// <summary>
/// The passphrase of the key ring as a secret in Azure Key Vault: the file with the practice's keys opens for nobody who may not read that secret, and
/// who may is decided, and logged, by Key Vault. A <see cref="KeyVaultKey"/> is better: it never leaves Key Vault.
/// </summary>
public static class KeyVaultPassphrase
{
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
