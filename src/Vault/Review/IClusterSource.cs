using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Review;

/// <summary>The clusters that a virtual WebM file is laid out from. Not for two threads at once.</summary>
internal interface IClusterSource : IDisposable
{
    /// <summary>In order of time; times are those of the virtual file, lengths those that <see cref="ReadAsync"/> returns.</summary>
    IReadOnlyList<ChunkEntry> Clusters { get; }

    /// <summary>The content of a cluster, the caller's to overwrite.</summary>
    /// <exception cref="SealBrokenException">It was altered.</exception>
    ValueTask<byte[]> ReadAsync(int index, CancellationToken cancellationToken);
}

/// <summary>A segment from its start, held to a number of chunks.</summary>
internal sealed class WholeSegment(SealedFileReader file, int chunks) : IClusterSource
{
    public IReadOnlyList<ChunkEntry> Clusters { get; } = [.. file.Chunks.Take(chunks)];

    public ValueTask<byte[]> ReadAsync(int index, CancellationToken cancellationToken) => file.ReadAsync(index, cancellationToken);

    public void Dispose() => file.Dispose();
}
