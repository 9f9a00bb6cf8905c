using System.Security.Cryptography;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Audit;

/// <summary>
/// The audit log's own keys, in <c>audit/log.key</c>: one box sealed with the practice's key, <c>data key(32) | PKCS #8 of a P-256 key</c>.
/// The first seals entries, the second signs tree heads.
/// </summary>
internal sealed class AuditKeys : IDisposable
{
    private const string Purpose = "psycare/audit/v1";
    private const int MaxFileBytes = 4096;

    private AuditKeys(ReadOnlySpan<byte> keys)
    {
        DataKey = new DataKey(keys[..DataKey.Size]);
        Signing = ECDsa.Create();
        Signing.ImportPkcs8PrivateKey(keys[DataKey.Size..], out _);
    }

    public DataKey DataKey { get; }

    public ECDsa Signing { get; }

    /// <returns>Null where there are none: no log was ever begun.</returns>
    /// <exception cref="SealBrokenException">Altered, or another key ring's.</exception>
    public static AuditKeys? Open(VaultPaths paths, KeyRing ring)
    {
        if (!File.Exists(paths.AuditKey))
        {
            return null;
        }

        if (new FileInfo(paths.AuditKey).Length > MaxFileBytes)
        {
            throw new SealBrokenException("This is no audit log's key.");
        }

        var keys = ring.Open(Purpose, VaultPaths.AuditContext, File.ReadAllBytes(paths.AuditKey));
        try
        {
            return new AuditKeys(keys);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keys);
        }
    }

    /// <exception cref="SealBrokenException">The log is there and its keys are not: it must not be begun anew.</exception>
    public static AuditKeys OpenOrCreate(VaultPaths paths, KeyRing ring)
    {
        if (Open(paths, ring) is { } keys)
        {
            return keys;
        }

        if (File.Exists(paths.AuditLog))
        {
            throw new SealBrokenException($"{paths.AuditKey} is missing, and only it opens {paths.AuditLog}. Restore it from a backup.");
        }

        Create(paths, ring);
        return Open(paths, ring)!;
    }

    /// <summary>Seals the keys in <paramref name="keyFile"/> with the newest practice key; nothing happens where they are.</summary>
    public static void Reseal(string keyFile, KeyRing ring)
    {
        var box = File.ReadAllBytes(keyFile);
        if (ring.IsCurrent(box))
        {
            return;
        }

        var keys = ring.Open(Purpose, VaultPaths.AuditContext, box);
        Write(keyFile, ring, keys, overwrite: true);
        CryptographicOperations.ZeroMemory(keys);
    }

    private static void Create(VaultPaths paths, KeyRing ring)
    {
        var folder = Path.GetDirectoryName(paths.AuditKey)!;
        OwnerOnly.CreateFolder(folder);
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] keys = [.. RandomNumberGenerator.GetBytes(DataKey.Size), .. signing.ExportPkcs8PrivateKey()];
        Write(paths.AuditKey, ring, keys, overwrite: false);
        CryptographicOperations.ZeroMemory(keys);
        Folders.Flush(Path.GetDirectoryName(folder)!);
    }

    private static void Write(string keyFile, KeyRing ring, byte[] keys, bool overwrite)
    {
        var temporary = keyFile + ".new";
        Folders.RemoveFile(temporary);
        using (var file = new FileStream(temporary, OwnerOnly.NewFile()))
        {
            file.Write(ring.Seal(Purpose, VaultPaths.AuditContext, keys));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, keyFile, overwrite);
        Folders.Flush(Path.GetDirectoryName(keyFile)!);
    }

    public void Dispose()
    {
        DataKey.Dispose();
        Signing.Dispose();
    }
}
