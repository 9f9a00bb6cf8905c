using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>The key ring's file: JSON, <c>{"version":1,"keys":[{"id":"…16 hex…","key":"…base64…"}]}</c>, newest key last.</summary>
internal static partial class KeyRingFile
{
    private const int Version = 1;
    private const int MaxFileBytes = 1 << 20;

    public static KeyRing OpenOrCreate(string path, string dataFolder)
    {
        path = Path.GetFullPath(path);
        RefuseWithin(dataFolder, path);
        if (!File.Exists(path))
        {
            RefuseWithoutKeyFor(dataFolder, path);
            Create(path);
        }

        RefuseSharedAccess(path);
        return new KeyRing(path, Read(path));
    }

    /// <summary>The keys on the ring, newest last.</summary>
    public static PracticeKey[] Read(string path) => [.. Entries(path).Select(ToKey)];

    /// <summary>Adds a fresh key, durably: the file is the old one or the new one, whatever happens. One process at a time.</summary>
    public static PracticeKey Add(string path)
    {
        var entry = NewEntry();
        var temporary = Write(path, [.. Entries(path), entry]);
        File.Move(temporary, path, overwrite: true);
        Folders.Flush(Path.GetDirectoryName(path)!);
        return ToKey(entry);
    }

    private static void Create(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        MoveUnlessPresent(Write(path, [NewEntry()]), path);
        Folders.Flush(Path.GetDirectoryName(path)!);
    }

    private static Entry NewEntry() => new(
        RandomNumberGenerator.GetHexString(PracticeKey.IdSize * 2, lowercase: true), RandomNumberGenerator.GetBytes(DataKey.Size));

    private static PracticeKey ToKey(Entry entry) => new(Convert.FromHexString(entry.Id), entry.Key);

    /// <returns>The path of a new, durable file beside <paramref name="path"/>.</returns>
    private static string Write(string path, IReadOnlyList<Entry> entries)
    {
        var temporary = $"{path}.{entries[^1].Id}";
        using var file = new FileStream(temporary, OwnerOnly.NewFile());
        JsonSerializer.Serialize(file, new Ring(Version, entries), RingJson.Default.Ring);
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

    private static IReadOnlyList<Entry> Entries(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var ring = file.Length <= MaxFileBytes ? JsonSerializer.Deserialize(file, RingJson.Default.Ring) : null;
            if (ring is { Version: Version, Keys.Count: > 0 } && ring.Keys.All(IsSound))
            {
                return ring.Keys;
            }
        }
        catch (JsonException e)
        {
            throw new KeyRingException($"The key ring {path} is damaged: it is not JSON. Restore it from its backup.", e);
        }

        throw new KeyRingException(
            $"The key ring {path} is damaged, or of a version this release does not know. Restore it from its backup.");
    }

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

    private sealed record Ring(int Version, IReadOnlyList<Entry> Keys);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Ring))]
    private sealed partial class RingJson : JsonSerializerContext;
}
