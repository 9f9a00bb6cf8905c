using System.Formats.Tar;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Backup;

/// <summary>
/// Backs the data folder up while PsyCare runs, and what is sealed elsewhere. Sealed files only grow, so each is copied as the intact prefix that it is
/// at that moment; the grains' state is given as a copy made before, so whatever it says was on disk is in the files. So is what the audit logs
/// say, which are copied first; and the names of what was erased last, so that what is missing is known to be.
/// </summary>
public static class BackupWriter
{
    // Files of any folder, by how their names begin.
    private static readonly string[] LeftOut = ["clinic.db", "in-use.lock", "demo-invite.txt"];

    private enum Turn
    {
        AuditLogs,
        Files,
        Erased,
    }

    /// <summary>Writes a backup, wholly or not at all.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="file">The backup; must not exist, nor lie within the data.</param>
    /// <param name="state">The copy of the grains' state, and the name that it has in the data folder.</param>
    /// <param name="remote">Sealed files that lie elsewhere, if any do.</param>
    /// <returns>How many files it holds.</returns>
    /// <exception cref="IOException">It exists, or a disk or a store refuses.</exception>
    public static async Task<int> WriteAsync(string dataFolder, string file, (string Path, string Name) state, IRemoteFiles? remote = null)
    {
        RefuseWithin(dataFolder, file);
        var partial = file + ".partial";
        Folders.RemoveFile(partial);
        var files = new List<BackupFile>();
        using (var output = new FileStream(partial, OwnerOnly.NewFile()))
        {
            using (var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
            {
                files.Add(Add(tar, state.Path, state.Name)!);
                AddFolder(tar, dataFolder, Turn.AuditLogs, files);
                AddFolder(tar, dataFolder, Turn.Files, files);
                if (remote is not null)
                {
                    await AddRemoteAsync(tar, remote, file + ".remote", files).ConfigureAwait(false);
                }

                AddFolder(tar, dataFolder, Turn.Erased, files);

                using var manifest = new MemoryStream(BackupFormat.Manifest(files));
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupFormat.ManifestName) { DataStream = manifest });
            }

            output.Flush(flushToDisk: true);
        }

        File.Move(partial, file, overwrite: false);
        Folders.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);
        return files.Count;
    }

    private static Turn TurnOf(string name) => Path.GetFileName(Path.GetDirectoryName(name)) switch
    {
        VaultPaths.AuditContext => Turn.AuditLogs,
        ErasedKeys.Folder => Turn.Erased,
        _ => Turn.Files,
    };

    private static void AddFolder(TarWriter tar, string dataFolder, Turn turn, List<BackupFile> files)
    {
        foreach (var path in Directory.EnumerateFiles(dataFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(dataFolder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (TurnOf(name) == turn && !LeftOut.Any(left => Path.GetFileName(name).StartsWith(left, StringComparison.Ordinal)) && Add(tar, path, name) is { } added)
            {
                files.Add(added);
            }
        }
    }

    /// <summary>By way of a file beside the backup: what is erased while it is copied must not leave a torn entry.</summary>
    private static async Task AddRemoteAsync(TarWriter tar, IRemoteFiles remote, string temporary, List<BackupFile> files)
    {
        try
        {
            foreach (var name in (await remote.ListAllAsync().ConfigureAwait(false)).Order(StringComparer.Ordinal))
            {
                Folders.RemoveFile(temporary);
                bool copied;
                using (var copy = new FileStream(temporary, OwnerOnly.NewFile()))
                {
                    copied = await remote.TryCopyAsync(name, copy).ConfigureAwait(false);
                }

                if (copied)
                {
                    files.Add(Add(tar, temporary, name)!);
                }
            }
        }
        finally
        {
            Folders.RemoveFile(temporary);
        }
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
