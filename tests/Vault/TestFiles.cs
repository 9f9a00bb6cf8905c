namespace PsyCare.Vault.Tests;

/// <summary>Writes files that nobody needs to be durable.</summary>
internal static class TestFiles
{
    private const string MemoryDisk = "/dev/shm";

    /// <summary>A new folder; in memory, where there is such a disk and a test makes thousands of files.</summary>
    public static string NewFolder(string prefix, bool inMemory)
    {
        var root = inMemory && Directory.Exists(MemoryDisk) ? MemoryDisk : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(root, prefix + Path.GetRandomFileName())).FullName;
    }

    /// <summary>Whether <paramref name="found"/> is how <paramref name="whole"/> begins. (Assert.Equal looks at every byte as an object.)</summary>
    public static bool IsBeginning(IReadOnlyList<byte[]> found, IReadOnlyList<byte[]> whole) =>
        found.Count <= whole.Count && found.Zip(whole).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Like File.WriteAllBytes, which empties the file first: ext4 then waits for the disk, thousands of times.</summary>
    public static void Overwrite(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(content);
        file.SetLength(content.Length);
    }
}
