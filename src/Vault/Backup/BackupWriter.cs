using System.Formats.Tar;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Backup;

/// <summary>
/// Backs the data folder up while PsyCare runs. Sealed files only grow, so each is copied as the intact prefix that it is at that moment; the
/// grains' state is given as a copy made before, so whatever it says was on disk is in the files.
/// </summary>
public static class BackupWriter
{
    private static readonly string[] LeftOut = ["clinic.db", "in-use.lock", "demo-invite.txt"];

    /// <summary>Writes a backup, wholly or not at all.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="file">The backup; must not exist, nor lie within the data.</param>
    /// <param name="state">The copy of the grains' state, and the name that it has in the data folder.</param>
    /// <returns>How many files it holds.</returns>
    /// <exception cref="IOException">It exists, or a disk refuses.</exception>
    public static int Write(string dataFolder, string file, (string Path, string Name) state)
    {
        RefuseWithin(dataFolder, file);
        var partial = file + ".partial";
        Folders.RemoveFile(partial);
        int count;
        using (var output = new FileStream(partial, OwnerOnly.NewFile()))
        {
            count = Write(dataFolder, output, state);
            output.Flush(flushToDisk: true);
        }

        File.Move(partial, file, overwrite: false);
        Folders.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);
        return count;
    }

    private static int Write(string dataFolder, Stream output, (string Path, string Name) state)
    {
        using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        var files = new List<BackupFile> { Add(tar, state.Path, state.Name)! };
        foreach (var path in Directory.EnumerateFiles(dataFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(dataFolder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!LeftOut.Any(left => name.StartsWith(left, StringComparison.Ordinal)) && Add(tar, path, name) is { } added)
            {
                files.Add(added);
            }
        }

        using var manifest = new MemoryStream(BackupFormat.Manifest(files));
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupFormat.ManifestName) { DataStream = manifest });
        return files.Count;
    }

    // Null where the file was erased between being listed and being opened.
    private static BackupFile? Add(TarWriter tar, string path, string name)
    {
        try
        {
            using var content = new HashedPrefix(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
            return new BackupFile(name, content.Length, content.Hash());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void RefuseWithin(string dataFolder, string file)
    {
        var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder)) + Path.DirectorySeparatorChar;
        if (File.Exists(file) || Path.GetFullPath(file).StartsWith(data, StringComparison.Ordinal))
        {
            throw new IOException($"{file} exists already, or lies within the data; nothing was written.");
        }
    }
}
