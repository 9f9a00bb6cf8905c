using PsyCare.Silo.Configuration;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Backup;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Vault;

/// <summary><c>backup FILE</c>, while PsyCare runs or not, and <c>restore FILE</c>, into an empty machine.</summary>
internal static class BackupCommand
{
    public const string Backup = "backup";
    public const string Restore = "restore";

    /// <summary>Runs the command.</summary>
    /// <param name="args">The command, the file, then options.</param>
    /// <param name="options">The options.</param>
    /// <param name="copyState">Makes a copy of the grains' state in the named file.</param>
    /// <param name="stateName">The name of that copy in the data folder.</param>
    /// <param name="output">For people.</param>
    public static async Task RunAsync(string[] args, SiloOptions options, Func<string, Task> copyState, string stateName, TextWriter output)
    {
        if (args is not [_, var file, ..] || file.StartsWith('-'))
            throw new SiloOptionsException($"Name the file: {args[0]} FILE, then the options of the folders (--data, --keys).");
        try
        {
            if (args[0] == Backup)
                await BackUpAsync(options, file, copyState, stateName, output);
            else
                RestoreInto(options, file, output);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SiloOptionsException(e.Message, e);
        }
    }

    private static async Task BackUpAsync(SiloOptions options, string file, Func<string, Task> copyState, string stateName, TextWriter output)
    {
        var state = file + ".state";
        File.Delete(state);
        try
        {
            await copyState(state);
            var count = BackupWriter.Write(options.DataFolder, file, (state, stateName));
            output.WriteLine($"{count} files are in {file}. The keys are not: keep their one copy apart (keys copy FOLDER).");
        }
        finally
        {
            File.Delete(state);
        }
    }

    private static void RestoreInto(SiloOptions options, string file, TextWriter output)
    {
        var count = BackupReader.Restore(file, options.DataFolder);
        output.WriteLine($"{count} files were restored into {options.DataFolder}; each has the hash that it had.");
        if (!File.Exists(options.KeyRingFile) || !File.Exists(options.KeyStoreFile))
        {
            output.WriteLine($"The keys are missing: put their copy into {options.KeysFolder} before PsyCare starts.");
            return;
        }

        using var ring = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, options.Passphrase);
        using var keys = DataKeys.Open(options.KeyStoreFile, options.DataFolder, ring);
        var verdict = AuditVerifier.Verify(options.DataFolder, ring, []);
        output.WriteLine($"The keys open it. Audit log: {verdict.Finding}, {verdict.Size} entries (audit verify compares it with the exported heads).");
    }
}
