using System.Security.Cryptography;
using PsyCare.Vault.Review;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Mp4;

/// <summary>The clusters of another source, each as a fragment of an MP4 file.</summary>
internal sealed class Mp4Fragments(IClusterSource clusters) : IClusterSource
{
    public IReadOnlyList<ChunkEntry> Clusters { get; } =
    [
        .. clusters.Clusters.Select(chunk => chunk with
        {
            Header = chunk.Header with { PlainLength = chunk.Header.PlainLength + Mp4Fragment.Overhead },
        }),
    ];

    public async ValueTask<byte[]> ReadAsync(int index, CancellationToken cancellationToken)
    {
        var cluster = await clusters.ReadAsync(index, cancellationToken).ConfigureAwait(false);
        try
        {
            return Mp4Fragment.Of((uint)index + 1, cluster);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(cluster);
        }
    }

    public void Dispose() => clusters.Dispose();
}
