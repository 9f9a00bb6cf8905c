using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Backup;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Vault;

/// <summary><c>backup FILE</c>, while PsyCare runs or not, and <c>restore FILE</c>, into an empty machine.</summary>
internal static class BackupCommand
{
    public const string Backup = "backup";
    public const string Restore = "restore";

    private const int MovesAtOnce = 8;

    /// <summary>Runs the command.</summary>
    /// <param name="args">The command, the file, then options.</param>
    /// <param name="options">The options.</param>
    /// <param name="copyState">Makes a copy of the grains' state in the named file.</param>
    /// <param name="stateName">The name of that copy in the data folder.</param>
    /// <param name="output">For people.</param>
    /// <param name="remote">Where recordings and affect tracks lie, if not in the data folder.</param>
    public static async Task RunAsync(
        string[] args, SiloOptions options, Func<string, Task> copyState, string stateName, TextWriter output, IRemoteFiles? remote = null)
    {
        if (args is not [_, var file, ..] || file.StartsWith('-'))
            throw new SiloOptionsException($"Name the file: {args[0]} FILE, then the options of the folders (--data, --keys).");
        try
        {
            if (args[0] == Backup)
                await BackUpAsync(options, file, copyState, stateName, output, remote);
            else
                await RestoreAsync(options, file, output, remote);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SiloOptionsException(e.Message, e);
        }
    }

    private static async Task BackUpAsync(
        SiloOptions options, string file, Func<string, Task> copyState, string stateName, TextWriter output, IRemoteFiles? remote)
    {
        var state = file + ".state";
        File.Delete(state);
        try
        {
            await copyState(state);
            var count = await BackupWriter.WriteAsync(options.DataFolder, file, (state, stateName), remote);
            output.WriteLine($"{count} files are in {file}. The keys are not: keep their one copy apart (keys copy FOLDER).");
        }
        finally
        {
            File.Delete(state);
        }
    }

    private static async Task RestoreAsync(SiloOptions options, string file, TextWriter output, IRemoteFiles? remote)
    {
        if (remote is not null && await remote.ListAllAsync() is { Count: > 0 } there)
            throw new SiloOptionsException($"The container holds {there.Count} files: a backup is restored into an empty one.");
        var count = BackupReader.Restore(file, options.DataFolder);
        output.WriteLine($"{count} files were restored into {options.DataFolder}; each has the hash that it had.");
        if (remote is not null)
            output.WriteLine($"{await MoveOutAsync(options.DataFolder, remote)} recordings and affect tracks of them are in the container now.");
        if (!File.Exists(options.KeyRingFile) || !File.Exists(options.KeyStoreFile))
        {
            output.WriteLine($"The keys are missing: put their copy into {options.KeysFolder} before PsyCare starts.");
            return;
        }

        using var ring = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, options.RingProtection);
        using var keys = DataKeys.Open(options.KeyStoreFile, options.DataFolder, ring);
        output.WriteLine("The keys open it (audit verify compares the audit logs with the exported heads).");
        foreach (var log in AuditLogs.Of(options).Where(log => log.IsThere))
        {
            var verdict = AuditVerifier.Verify(log.Folder, ring, []);
            output.WriteLine($"Audit log {log.Name}: {verdict.Finding}, {verdict.Size} entries.");
        }
    }

    /// <summary>What a practice keeps in a container goes back there; a backup may also come from one that kept it on a disk.</summary>
    private static async Task<int> MoveOutAsync(string dataFolder, IRemoteFiles remote)
    {
        var files = SessionFiles.Folders.Select(folder => Path.Combine(dataFolder, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).ToList();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = MovesAtOnce }, async (path, _) =>
            await remote.PutAsync(Path.GetRelativePath(dataFolder, path).Replace(Path.DirectorySeparatorChar, '/'), path));
        foreach (var path in files)
            File.Delete(path);
        return files.Count;
    }
}
