namespace PsyCare.Vault.Stores;

/// <summary>
/// Where recordings and affect tracks rest, sealed: files that only grow, under names such as <c>recordings/{sessionId}/{segmentId}.pcs</c>
/// (slashes part folders; <see cref="Disk.VaultPaths"/> makes the names, so none climbs out). Safe for many threads. What a store refuses is an
/// <see cref="IOException"/>, whichever store it is.
/// </summary>
public interface ISealedStore
{
    /// <summary>Begins a new file.</summary>
    /// <returns>The way to append to it; it may come to be with its first chunk only.</returns>
    /// <exception cref="IOException">It exists (said with the first chunk at the latest), or the store refuses.</exception>
    ValueTask<ISealedAppender> CreateAsync(string name);

    /// <summary>Goes on with a file after its first bytes; what lies beyond is gone with the first chunk at the latest.</summary>
    /// <param name="name">The file.</param>
    /// <param name="length">How many bytes of it stay.</param>
    /// <exception cref="IOException">There is no such file, it is shorter, or the store refuses.</exception>
    ValueTask<ISealedAppender> ContinueAsync(string name, long length);

    /// <summary>Opens a file as it is now: what is appended later is not in it.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="IOException">The store refuses.</exception>
    ValueTask<ISealedContent?> TryOpenAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The names of the files in a folder, in no order; empty where there is none.</summary>
    /// <exception cref="IOException">The store refuses.</exception>
    ValueTask<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default);

    /// <summary>Removes a file, durably; nothing happens where there is none.</summary>
    /// <exception cref="IOException">The store refuses.</exception>
    ValueTask RemoveAsync(string name);

    /// <summary>Removes a folder with all that is in it, durably; nothing happens where there is none.</summary>
    /// <exception cref="IOException">The store refuses; some of it may be gone.</exception>
    ValueTask RemoveFolderAsync(string folder);
}

/// <summary>Appends to one file. Not for two threads at once; after an exception of no more use.</summary>
public interface ISealedAppender : IDisposable
{
    /// <summary>
    /// Appends a chunk. When the task ends it is durable: it survives whatever the store survives. After a failure a part of it, or all of it,
    /// may be there.
    /// </summary>
    /// <exception cref="IOException">The store refuses, or another process has appended meanwhile.</exception>
    ValueTask AppendAsync(ReadOnlyMemory<byte> chunk);
}

/// <summary>Reads ranges of one file. Not for two threads at once.</summary>
public interface ISealedContent : IDisposable
{
    /// <summary>Length of the file when it was opened, bytes.</summary>
    long Length { get; }

    /// <summary>Reads a range.</summary>
    /// <param name="buffer">Filled as far as the file goes.</param>
    /// <param name="at">Where it begins, bytes from the start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many bytes were read: fewer than asked for only at the end of the file.</returns>
    /// <exception cref="IOException">The store refuses, or the file was removed.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellationToken = default);
}
