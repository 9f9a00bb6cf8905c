using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Review;

/// <summary>Where everything would lie in the file that a segment makes: a head, then its clusters one behind the other.</summary>
internal sealed class FileLayout
{
    // starts[i]: offset of cluster i in the virtual file; one more for its end.
    private readonly long[] _starts;

    public FileLayout(byte[] head, IReadOnlyList<ChunkEntry> clusters)
    {
        Head = head;
        _starts = new long[clusters.Count + 1];
        _starts[0] = head.Length;
        for (var i = 0; i < clusters.Count; i++)
        {
            _starts[i + 1] = _starts[i] + clusters[i].Header.PlainLength;
        }
    }

    /// <summary>Everything before the first cluster.</summary>
    public byte[] Head { get; }

    /// <summary>Length of the whole file, bytes.</summary>
    public long Length => _starts[^1];

    /// <summary>The cluster that holds the byte at <paramref name="position"/>, which is not in the head, and where it starts.</summary>
    public (int Cluster, long Start) Locate(long position)
    {
        var found = Array.BinarySearch(_starts, position);
        var cluster = found >= 0 ? found : ~found - 1;
        return (cluster, _starts[cluster]);
    }

    /// <summary>End of the last frame, milliseconds.</summary>
    public static long DurationOf(IReadOnlyList<ChunkEntry> chunks) =>
        chunks.Count == 0 ? 0 : chunks.Max(chunk => chunk.Header.Info.FirstMs + chunk.Header.Info.DurationMs);
}
