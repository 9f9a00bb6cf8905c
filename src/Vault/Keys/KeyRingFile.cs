using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>
/// The key ring's file: JSON, <c>{"version":1,"keys":[{"id":"…16 hex…","key":"…base64…"}]}</c>, newest key last; or, protected by a passphrase,
/// <c>{"version":2,"kdf":{…},"sealed":"…base64…"}</c> with the list of keys sealed (<see cref="PassphraseBox"/>). Who changes it writes a new file
/// beside it: it is the old one or the new one, whatever happens. One process at a time changes it.
/// </summary>
internal static partial class KeyRingFile
{
    private const int PlainVersion = 1;
    private const int ProtectedVersion = 2;
    private const int MaxFileBytes = 1 << 20;

    public static KeyRing OpenOrCreate(string path, string dataFolder, Passphrase? passphrase)
    {
        path = Path.GetFullPath(path);
        RefuseWithin(dataFolder, path);
        if (!File.Exists(path))
        {
            RefuseWithoutKeyFor(dataFolder, path);
            Create(path, passphrase);
        }

        RefuseSharedAccess(path);
        var stamp = KeyRing.StampOf(path);
        return new KeyRing(path, Read(path, passphrase)) { Passphrase = passphrase, Stamp = stamp };
    }

    /// <summary>The keys on the ring, newest last.</summary>
    /// <exception cref="KeyRingException">Damaged, or the passphrase is missing, wrong, or given for a ring that has none.</exception>
    public static PracticeKey[] Read(string path, Passphrase? passphrase) => [.. Entries(path, passphrase).Select(ToKey)];

    /// <summary>Whether a passphrase protects the ring.</summary>
    public static bool IsProtected(string path) => Load(path).Version == ProtectedVersion;

    /// <summary>Adds a fresh key, durably.</summary>
    public static PracticeKey Add(string path, Passphrase? passphrase)
    {
        var entry = NewEntry();
        Replace(path, [.. Entries(path, passphrase), entry], passphrase);
        return ToKey(entry);
    }

    /// <summary>Takes keys off the ring, durably.</summary>
    public static void Remove(string path, IReadOnlySet<string> ids, Passphrase? passphrase) =>
        Replace(path, [.. Entries(path, passphrase).Where(entry => !ids.Contains(entry.Id))], passphrase);

    /// <summary>Protects the ring with another passphrase, or with none, durably.</summary>
    public static void Protect(string path, Passphrase? current, Passphrase? next) => Replace(path, Entries(path, current), next);

    private static void Create(string path, Passphrase? passphrase)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        MoveUnlessPresent(Write(path, [NewEntry()], passphrase), path);
        Folders.Flush(Path.GetDirectoryName(path)!);
    }

    private static void Replace(string path, IReadOnlyList<Entry> entries, Passphrase? passphrase)
    {
        File.Move(Write(path, entries, passphrase), path, overwrite: true);
        Folders.Flush(Path.GetDirectoryName(path)!);
    }

    private static Entry NewEntry() => new(
        RandomNumberGenerator.GetHexString(PracticeKey.IdSize * 2, lowercase: true), RandomNumberGenerator.GetBytes(DataKey.Size));

    private static PracticeKey ToKey(Entry entry) => new(Convert.FromHexString(entry.Id), entry.Key);

    /// <returns>The path of a new, durable file beside <paramref name="path"/>.</returns>
    private static string Write(string path, IReadOnlyList<Entry> entries, Passphrase? passphrase)
    {
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(PracticeKey.IdSize * 2, lowercase: true)}";
        using var file = new FileStream(temporary, OwnerOnly.NewFile());
        JsonSerializer.Serialize(file, ToRing(entries, passphrase), RingJson.Default.Ring);
        file.Flush(flushToDisk: true);
        return temporary;
    }

    private static Ring ToRing(IReadOnlyList<Entry> entries, Passphrase? passphrase)
    {
        if (passphrase is null)
        {
            return new Ring(PlainVersion, entries);
        }

        var list = JsonSerializer.SerializeToUtf8Bytes(entries, RingJson.Default.IReadOnlyListEntry);
        var (kdf, box) = PassphraseBox.Seal(passphrase, list);
        CryptographicOperations.ZeroMemory(list);
        return new Ring(ProtectedVersion, Keys: null, kdf, box);
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

    private static IReadOnlyList<Entry> Entries(string path, Passphrase? passphrase)
    {
        var ring = Load(path);
        var keys = ring.Version == ProtectedVersion ? Unlock(path, ring, passphrase) : ring.Keys;
        if (ring.Version == PlainVersion && passphrase is not null)
        {
            throw new KeyRingException($"A passphrase is given, but none protects the key ring {path}. Run: keys protect");
        }

        return keys is { Count: > 0 } && keys.All(IsSound) ? keys : throw Damaged(path);
    }

    private static IReadOnlyList<Entry>? Unlock(string path, Ring ring, Passphrase? passphrase)
    {
        if (passphrase is null)
        {
            throw new KeyRingException(
                $"A passphrase protects the key ring {path}: give it in a file (--passphrase-file FILE) or as PSYCARE_PASSPHRASE.");
        }

        var list = PassphraseBox.Open(passphrase, ring.Kdf!, ring.Sealed)
            ?? throw new KeyRingException($"The passphrase does not open the key ring {path}: it is another one, or the file was altered.");
        try
        {
            return JsonSerializer.Deserialize(list, RingJson.Default.IReadOnlyListEntry);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(list);
        }
    }

    private static Ring Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var ring = file.Length <= MaxFileBytes ? JsonSerializer.Deserialize(file, RingJson.Default.Ring) : null;
            return ring is { Version: PlainVersion, Keys: not null } or { Version: ProtectedVersion, Sealed: not null, Kdf: not null } && ring.Kdf?.IsSound() != false
                ? ring
                : throw Damaged(path);
        }
        catch (JsonException e)
        {
            throw new KeyRingException($"The key ring {path} is damaged: it is not JSON. Restore it from its backup.", e);
        }
    }

    private static KeyRingException Damaged(string path) =>
        new($"The key ring {path} is damaged, or of a version this release does not know. Restore it from its backup.");

    private static bool IsSound(Entry entry) =>
        entry is { Id.Length: PracticeKey.IdSize * 2, Key.Length: DataKey.Size } && entry.Id.All(char.IsAsciiHexDigit);

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

    private sealed record Entry(string Id, byte[] Key);

    private sealed record Ring(int Version, IReadOnlyList<Entry>? Keys, PassphraseKdf? Kdf = null, byte[]? Sealed = null);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Ring))]
    [JsonSerializable(typeof(IReadOnlyList<Entry>))]
    private sealed partial class RingJson : JsonSerializerContext;
}
