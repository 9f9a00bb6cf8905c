namespace PsyCare.Vault.Disk;

/// <summary>An <see cref="IAppendFile"/> on disk.</summary>
internal sealed class AppendFile : IAppendFile
{
    // session folder, recordings, data: any of them may be new.
    private const int FolderLevels = 3;

    private readonly FileStream _file;
    private string? _unflushedFolder;
    private long _flushed;

    private AppendFile(FileStream file, string? unflushedFolder)
    {
        _file = file;
        _unflushedFolder = unflushedFolder;
        _flushed = file.Position;
    }

    /// <summary>Makes a new file, and its folders.</summary>
    /// <exception cref="IOException">It exists already, or the disk refuses.</exception>
    public static AppendFile Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        OwnerOnly.CreateFolder(folder);
        var options = OwnerOnly.NewFile();
        options.BufferSize = 0;
        return new AppendFile(new FileStream(path, options), folder);
    }

    /// <summary>Goes on with a file that exists, after its first <paramref name="length"/> bytes; what lies beyond is cut off.</summary>
    public static AppendFile Continue(string path, long length)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (file.Length < length)
        {
            file.Dispose();
            throw new IOException($"The file is shorter than the {length} bytes that are to stay.");
        }

        if (file.Length > length)
        {
            file.SetLength(length);
        }

        file.Position = length;
        return new AppendFile(file, unflushedFolder: null);
    }

    public void Append(ReadOnlySpan<byte> bytes) => _file.Write(bytes);

    public void Flush()
    {
        _file.Flush(flushToDisk: true);
        var folder = _unflushedFolder;
        for (var level = 0; level < FolderLevels && folder is not null; level++)
        {
            Folders.Flush(folder);
            folder = Path.GetDirectoryName(folder);
        }

        _unflushedFolder = null;
        _flushed = _file.Position;
    }

    public void CutBack()
    {
        _file.SetLength(_flushed);
        _file.Position = _flushed;
    }

    public void Dispose() => _file.Dispose();
}
