using System.Formats.Tar;
using System.Security.Cryptography;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Backup;

/// <summary>Restores a backup into a data folder that is empty or not there; every file's hash is checked before any is put in place.</summary>
public static class BackupReader
{
    /// <summary>Restores, wholly or not at all.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <returns>How many files were restored.</returns>
    /// <exception cref="InvalidDataException">Not a backup, cut off, or altered: the message names the first file that is not as it was.</exception>
    /// <exception cref="IOException">The data folder is not empty, or a disk refuses.</exception>
    public static int Restore(string file, string dataFolder)
    {
        dataFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));
        if (Directory.Exists(dataFolder) && Directory.EnumerateFileSystemEntries(dataFolder).Any())
        {
            throw new IOException($"{dataFolder} is not empty: a backup is restored into an empty folder. Move what is there away.");
        }

        var temporary = dataFolder + ".restoring";
        Folders.Remove(temporary);
        OwnerOnly.CreateFolder(temporary);
        try
        {
            var count = Extract(file, temporary);
            if (Directory.Exists(dataFolder))
            {
                Directory.Delete(dataFolder);
            }

            Directory.Move(temporary, dataFolder);
            Folders.Flush(Path.GetDirectoryName(dataFolder)!);
            return count;
        }
        catch
        {
            Folders.Remove(temporary);
            throw;
        }
    }

    private static int Extract(string file, string folder)
    {
        var found = new Dictionary<string, BackupFile>();
        using var input = File.OpenRead(file);
        using var tar = new TarReader(input);
        while (NextEntry(tar) is { } entry)
        {
            if (entry.Name == BackupFormat.ManifestName)
            {
                Compare(BackupFormat.Read(entry.DataStream ?? Stream.Null), found);
                return found.Count;
            }

            found[entry.Name] = ExtractOne(entry, folder);
        }

        throw new InvalidDataException("The backup was cut off: its list of files is missing.");
    }

    private static TarEntry? NextEntry(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
        {
            throw new InvalidDataException("This is not a backup, or it was cut off or altered.", e);
        }
    }

    private static BackupFile ExtractOne(TarEntry entry, string folder)
    {
        var path = Path.GetFullPath(Path.Combine(folder, entry.Name));
        if (entry.EntryType != TarEntryType.RegularFile || !path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidDataException("The backup holds an entry that PsyCare has not written.");
        }

        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        using var output = new FileStream(path, OwnerOnly.NewFile());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Copy(entry.DataStream ?? Stream.Null, output, hash);
        output.Flush(flushToDisk: true);
        return new BackupFile(entry.Name, output.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Copy(Stream input, FileStream output, IncrementalHash hash)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = input.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                output.Write(buffer, 0, read);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The backup was cut off.", e);
        }
    }

    private static void Compare(IReadOnlyList<BackupFile> expected, Dictionary<string, BackupFile> found)
    {
        if (expected.FirstOrDefault(e => found.GetValueOrDefault(e.Path) != e) is { } altered)
        {
            throw new InvalidDataException($"{altered.Path} in the backup is not as it was written; nothing was restored.");
        }

        if (found.Count != expected.Count)
        {
            throw new InvalidDataException("The backup holds files that are not in its list; nothing was restored.");
        }
    }
}
