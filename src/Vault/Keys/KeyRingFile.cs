using System.Security.Cryptography;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>
/// The key ring's file (<see cref="RingContent"/>). Who changes it writes a new file beside it: it is the old one or the new one, whatever happens. One
/// process at a time changes it.
/// </summary>
internal static class KeyRingFile
{
    public static KeyRing OpenOrCreate(string path, string dataFolder, IRingProtection? protection)
    {
        path = Path.GetFullPath(path);
        RefuseWithin(dataFolder, path);
        if (!File.Exists(path))
        {
            RefuseWithoutKeyFor(dataFolder, path);
            Create(path, protection);
        }

        RefuseSharedAccess(path);
        var stamp = KeyRing.StampOf(path);
        return new KeyRing(path, Read(path, protection)) { Protection = protection, Stamp = stamp };
    }

    /// <summary>The keys on the ring, newest last.</summary>
    /// <param name="path">The ring.</param>
    /// <param name="protection">What protects it.</param>
    /// <param name="known">Keys that are at hand: they are taken as they are.</param>
    /// <exception cref="KeyRingException">Damaged, or what protects it is missing, another one, out of reach, or refuses.</exception>
    public static PracticeKey[] Read(string path, IRingProtection? protection, IReadOnlyList<PracticeKey>? known = null) =>
        [.. RingContent.Read(path, protection).Select(entry =>
            known?.FirstOrDefault(key => Convert.ToHexStringLower(key.Id) == entry.Id) ?? ToKey(entry, protection))];

    /// <summary>Adds a fresh key, durably.</summary>
    public static PracticeKey Add(string path, IRingProtection? protection)
    {
        var entries = RingContent.Read(path, protection);
        var entry = NewEntry(protection);
        // Before the ring is replaced: who may wrap need not be one who may unwrap.
        var key = ToKey(entry, protection);
        Replace(path, [.. entries, entry], protection);
        return key;
    }

    /// <summary>Takes keys off the ring, durably.</summary>
    public static void Remove(string path, IReadOnlySet<string> ids, IRingProtection? protection) =>
        Replace(path, [.. RingContent.Read(path, protection).Where(entry => !ids.Contains(entry.Id))], protection);

    /// <summary>Protects the ring with something else, with the newest version of the same, or with nothing, durably.</summary>
    public static void Protect(string path, IRingProtection? current, IRingProtection? next)
    {
        var entries = RingContent.Read(path, current).Select(entry => RingEntry.Of(entry.Id, entry.Open(current), next)).ToList();
        // As in Add.
        entries.ForEach(entry => ToKey(entry, next).Dispose());
        Replace(path, entries, next);
    }

    private static void Create(string path, IRingProtection? protection)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        MoveUnlessPresent(Write(path, [NewEntry(protection)], protection), path);
        Folders.Flush(Path.GetDirectoryName(path)!);
    }

    private static void Replace(string path, IReadOnlyList<RingEntry> entries, IRingProtection? protection)
    {
        File.Move(Write(path, entries, protection), path, overwrite: true);
        Folders.Flush(Path.GetDirectoryName(path)!);
    }

    private static RingEntry NewEntry(IRingProtection? protection) => RingEntry.Of(
        RandomNumberGenerator.GetHexString(PracticeKey.IdSize * 2, lowercase: true), RandomNumberGenerator.GetBytes(DataKey.Size), protection);

    private static PracticeKey ToKey(RingEntry entry, IRingProtection? protection)
    {
        var key = entry.Open(protection);
        try
        {
            return new PracticeKey(Convert.FromHexString(entry.Id), key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <returns>The path of a new, durable file beside <paramref name="path"/>.</returns>
    private static string Write(string path, IReadOnlyList<RingEntry> entries, IRingProtection? protection)
    {
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(PracticeKey.IdSize * 2, lowercase: true)}";
        using var file = new FileStream(temporary, OwnerOnly.NewFile());
        RingContent.Write(file, entries, protection);
        file.Flush(flushToDisk: true);
        return temporary;
    }

    // Two processes may start for the first time at once: the first ring stays, the other process uses it too.
    private static void MoveUnlessPresent(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }

    private static void RefuseWithin(string dataFolder, string path)
    {
        var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder)) + Path.DirectorySeparatorChar;
        if (path.StartsWith(data, StringComparison.Ordinal))
        {
            throw new KeyRingException(
                $"The key ring {path} must lie outside the data folder {data}: whoever copies the data must not get its keys.");
        }
    }

    private static void RefuseWithoutKeyFor(string dataFolder, string path)
    {
        if (new VaultPaths(dataFolder).HoldAnything())
        {
            throw new KeyRingException(
                $"The key ring {path} is missing, but {dataFolder} holds recordings that only it can open. Restore it from its backup.");
        }
    }

    private static void RefuseSharedAccess(string path)
    {
        foreach (var item in new[] { path, Path.GetDirectoryName(path)! })
        {
            if (OwnerOnly.IsOpenToOthers(item))
            {
                var mode = item == path ? "600" : "700";
                throw new KeyRingException(
                    $"Others than its owner may use {item}, which guards the practice's keys. Run: chmod {mode} '{item}'");
            }
        }
    }
}
