using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Cluster.KeyVault;

/// <summary>What protects the key ring, where Key Vault has it: a key that wraps the practice's keys, or a secret that is the ring's passphrase (ADR 17).</summary>
internal static class KeyVaultOptions
{
    private const string DefaultSecret = "psycare-keys";

    /// <summary>Adds what is named. Nothing is asked for a key yet; a secret is read.</summary>
    /// <exception cref="SiloOptionsException">A key or a secret is named, and no vault.</exception>
    /// <exception cref="PsyCare.Vault.Keys.KeyRingException">The secret cannot be read.</exception>
    public static ClusterOptions AddKeyVault(this ClusterOptions options)
    {
        if (options.KeyVault is not { } vault)
            return options is { KeyVaultKey: null, KeyVaultSecret: null } ? options : throw new SiloOptionsException("Name the Key Vault too: --key-vault URL");
        var credential = new DefaultAzureCredential();
        var common = options.Common;
        if (options.KeyVaultKey is { } key)
            common = common with { RingKey = new KeyVaultKey(vault, key, credential) };
        // Both, to go from the one to the other (keys protect).
        if (options.KeyVaultKey is null || options.KeyVaultSecret is not null)
            common = common with { Passphrase = KeyVaultPassphrase.Read(new SecretClient(vault, credential), options.KeyVaultSecret ?? DefaultSecret) };
        return options with { Common = common };
    }
}
