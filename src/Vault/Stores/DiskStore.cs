using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Stores;

/// <summary>
/// Sealed files in the data folder. A chunk is acknowledged when file and folder are flushed. fsync has no asynchronous form, so at most four
/// threads are on the disk at once to write: one that stalls takes them, and never every thread of the pool. What the disk refuses, because it is
/// full or fails, is tried again every second for a minute and a half: whoever writes waits so long, and buffers.
/// </summary>
/// <param name="dataFolder">The data folder.</param>
/// <param name="time">For the time between two tries; the system's where none is given.</param>
public sealed class DiskStore(string dataFolder, TimeProvider? time = null) : ISealedStore, IDisposable
{
    private const int MaxThreadsOnDisk = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Path.GetFullPath(dataFolder);
    private readonly SemaphoreSlim _slots = new(MaxThreadsOnDisk);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

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
            return new Appender(open(), _slots, _time);
        }
        finally
        {
            _slots.Release();
        }
    }

    private sealed class Appender(IAppendFile file, SemaphoreSlim slots, TimeProvider time) : ISealedAppender
    {
        private bool _torn;

        public async ValueTask AppendAsync(ReadOnlyMemory<byte> chunk)
        {
            var began = time.GetTimestamp();
            while (!await TryAppendAsync(chunk, isLast: time.GetElapsedTime(began) >= Patience).ConfigureAwait(false))
            {
                await Task.Delay(RetryAfter, time).ConfigureAwait(false);
            }
        }

        /// <summary>One try; the last one throws what the disk says.</summary>
        private async ValueTask<bool> TryAppendAsync(ReadOnlyMemory<byte> chunk, bool isLast)
        {
            await slots.WaitAsync().ConfigureAwait(false);
            try
            {
                Append(chunk.Span);
                return true;
            }
            catch (IOException) when (!isLast)
            {
                return false;
            }
            finally
            {
                slots.Release();
            }
        }

        private void Append(ReadOnlySpan<byte> chunk)
        {
            if (_torn)
            {
                file.CutBack();
            }

            _torn = true;
            file.Append(chunk);
            file.Flush();
            _torn = false;
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
