using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PsyCare.Vault.Disk;

/// <summary>Makes a folder's entries durable: without it a new file may vanish in a power cut, its flushed content with it.</summary>
internal static partial class Folders
{
    private const int ReadOnly = 0;

    /// <summary>fsync of the folder. .NET opens no folders, hence libc. On Windows NTFS journals its entries by itself.</summary>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure(path);
        }

        var failed = Fsync(descriptor) != 0 ? Failure(path) : null;
        _ = Close(descriptor);
        if (failed is not null)
        {
            throw failed;
        }
    }

    /// <summary>Removes a folder and all in it, durably; nothing happens where there is none.</summary>
    public static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
            Flush(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Removes a file, durably; nothing happens where there is none.</summary>
    public static void RemoveFile(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
            Flush(Path.GetDirectoryName(path)!);
        }
    }

    private static IOException Failure(string path) =>
        new($"The folder {path} cannot be flushed.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
