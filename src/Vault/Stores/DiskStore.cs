using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Stores;

/// <summary>
/// Sealed files in the data folder. A chunk is acknowledged when file and folder are flushed. fsync has no asynchronous form, so at most four
/// threads are on the disk at once to write: one that stalls takes them, and never every thread of the pool.
/// </summary>
/// <param name="dataFolder">The data folder.</param>
public sealed class DiskStore(string dataFolder) : ISealedStore, IDisposable
{
    private const int MaxThreadsOnDisk = 4;

    private readonly string _folder = Path.GetFullPath(dataFolder);
    private readonly SemaphoreSlim _slots = new(MaxThreadsOnDisk);

    /// <summary>How a file is made; tests put a failing disk here.</summary>
    internal Func<string, IAppendFile> CreateFile { get; init; } = AppendFile.Create;

    /// <summary>How a file is gone on with; tests put a failing disk here.</summary>
    internal Func<string, long, IAppendFile> ContinueFile { get; init; } = AppendFile.Continue;

    /// <inheritdoc />
    public ValueTask<ISealedAppender> CreateAsync(string name) => OnDiskAsync(() => CreateFile(PathOf(name)));

    /// <inheritdoc />
    public ValueTask<ISealedAppender> ContinueAsync(string name, long length) => OnDiskAsync(() => ContinueFile(PathOf(name), length));

    /// <inheritdoc />
    public ValueTask<ISealedContent?> TryOpenAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return ValueTask.FromResult<ISealedContent?>(
            File.Exists(path) ? new Content(File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete)) : null);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        var path = PathOf(folder);
        return ValueTask.FromResult<IReadOnlyList<string>>(
            Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(file => $"{folder}/{Path.GetFileName(file)}")] : []);
    }

    /// <inheritdoc />
    public ValueTask RemoveAsync(string name)
    {
        Folders.RemoveFile(PathOf(name));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask RemoveFolderAsync(string folder)
    {
        Folders.Remove(PathOf(folder));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();

    private string PathOf(string name) => Path.Combine(_folder, name.Replace('/', Path.DirectorySeparatorChar));

    private async ValueTask<ISealedAppender> OnDiskAsync(Func<IAppendFile> open)
    {
        await _slots.WaitAsync().ConfigureAwait(false);
        try
        {
            return new Appender(open(), _slots);
        }
        finally
        {
            _slots.Release();
        }
    }

    private sealed class Appender(IAppendFile file, SemaphoreSlim slots) : ISealedAppender
    {
        public async ValueTask AppendAsync(ReadOnlyMemory<byte> chunk)
        {
            await slots.WaitAsync().ConfigureAwait(false);
            try
            {
                file.Append(chunk.Span);
                file.Flush();
            }
            finally
            {
                slots.Release();
            }
        }

        public void Dispose() => file.Dispose();
    }

    private sealed class Content(SafeFileHandle file) : ISealedContent
    {
        public long Length { get; } = RandomAccess.GetLength(file);

        public ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(RandomAccess.Read(file, buffer.Span[..(int)Math.Clamp(Length - at, 0, buffer.Length)], at));

        public void Dispose() => file.Dispose();
    }
}
