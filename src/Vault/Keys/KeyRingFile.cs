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
        return Read(path);
    }

    private static void Create(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        var id = RandomNumberGenerator.GetHexString(PracticeKey.IdSize * 2, lowercase: true);
        var content = new Ring(Version, [new Entry(id, RandomNumberGenerator.GetBytes(DataKey.Size))]);
        var temporary = $"{path}.{id}";
        using (var file = new FileStream(temporary, OwnerOnly.NewFile()))
        {
            JsonSerializer.Serialize(file, content, RingJson.Default.Ring);
            file.Flush(flushToDisk: true);
        }

        MoveUnlessPresent(temporary, path);
        Folders.Flush(Path.GetDirectoryName(path)!);
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

    private static KeyRing Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var ring = file.Length <= MaxFileBytes ? JsonSerializer.Deserialize(file, RingJson.Default.Ring) : null;
            if (ring is { Version: Version, Keys.Count: > 0 } && ring.Keys.All(IsSound))
            {
                return new KeyRing([.. ring.Keys.Select(key => new PracticeKey(Convert.FromHexString(key.Id), key.Key))]);
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
