namespace PsyCare.Vault.Disk;

/// <summary>
/// Files and folders that nobody but their owner may use (mode 0600 and 0700). On Windows the profile's access list does this.
/// </summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>Options that make a new file; opening fails where one exists.</summary>
    public static FileStreamOptions NewFile() => Options(FileMode.CreateNew);

    /// <summary>Options that open a file, or make it.</summary>
    public static FileStreamOptions NewOrExistingFile() => Options(FileMode.OpenOrCreate);

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, FolderMode700);
        }
    }

    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~FolderMode700) != 0;

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode600;
        }

        return options;
    }
}
