using PsyCare.Vault.Audit;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>
/// Gives the practice a new key and wraps every data key, and the audit logs' keys, with it. Running processes go on: they read the ring anew
/// when they meet a key they do not know. What is interrupted is finished by doing it again without a new key. Where an <see cref="IRingKey"/> protects the
/// ring, its newest version wraps the practice's keys from then on.
/// </summary>
public static class KeyRotation
{
    /// <summary>Rotates.</summary>
    /// <param name="ring">The key ring.</param>
    /// <param name="keys">The data keys.</param>
    /// <param name="dataFolder">Where the audit logs are.</param>
    /// <param name="newKey">False to finish a rotation that was interrupted.</param>
    /// <returns>How many data keys were wrapped anew.</returns>
    /// <exception cref="KeyRingException">Another process rotates at this moment.</exception>
    public static int Rotate(KeyRing ring, DataKeys keys, string dataFolder, bool newKey)
    {
        using var only = TakeTurn(ring);
        ring.Renew();
        if (newKey)
        {
            ring.AddKey();
        }

        foreach (var auditKey in Directory.EnumerateFiles(dataFolder, VaultPaths.AuditKeyName, SearchOption.AllDirectories))
        {
            AuditKeys.Reseal(auditKey, ring);
        }

        return keys.Rewrap();
    }

    // Two at once could each write a ring without the other's key, and lose what it has wrapped.
    internal static FileStream TakeTurn(KeyRing ring)
    {
        try
        {
            return new FileStream(ring.File + ".rotating", new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (IOException e)
        {
            throw new KeyRingException("Another process rotates the keys at this moment.", e);
        }
    }
}
