using Microsoft.Data.Sqlite;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Backup;

/// <summary>
/// The one copy of the keys (ADR 11), apart from every backup of the data: it replaces the one before, so that what was destroyed since is
/// destroyed in it too.
/// </summary>
public static class KeyCopy
{
    /// <summary>Copies the keys, while PsyCare runs or not. Each file is the old one or the new one, whatever happens.</summary>
    /// <param name="keysFolder">The keys.</param>
    /// <param name="keyStoreFile">The key store among them.</param>
    /// <param name="target">A folder on another medium; made where it is missing.</param>
    public static void Write(string keysFolder, string keyStoreFile, string target)
    {
        OwnerOnly.CreateFolder(target);
        foreach (var file in Directory.EnumerateFiles(keysFolder, "*", SearchOption.AllDirectories).Where(IsKept))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(keysFolder, file));
            OwnerOnly.CreateFolder(Path.GetDirectoryName(copy)!);
            Folders.RemoveFile(copy + ".new");
            using (var output = new FileStream(copy + ".new", OwnerOnly.NewFile()))
            {
                Fill(output, file, isStore: file == keyStoreFile);
            }

            File.Move(copy + ".new", copy, overwrite: true);
            Folders.Flush(Path.GetDirectoryName(copy)!);
        }
    }

    // Not what SQLite and a rotation keep beside their files while they work.
    private static bool IsKept(string file) =>
        !file.EndsWith("-journal", StringComparison.Ordinal) && !file.EndsWith(".rotating", StringComparison.Ordinal);

    private static void Fill(FileStream output, string file, bool isStore)
    {
        if (isStore)
        {
            using var source = new SqliteConnection($"Data Source={file};Pooling=False;Mode=ReadOnly");
            using var copy = new SqliteConnection($"Data Source={output.Name};Pooling=False");
            source.Open();
            source.BackupDatabase(copy);
        }
        else
        {
            using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            input.CopyTo(output);
        }

        output.Flush(flushToDisk: true);
    }
}
