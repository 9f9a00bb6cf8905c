using System.Security.Cryptography;

namespace PsyCare.Vault.Review;

/// <summary>The few clusters of a segment that were opened last, in memory only; each is overwritten when it leaves.</summary>
internal sealed class ClusterCache(IClusterSource source) : IDisposable
{
    private const int Capacity = 4;

    // Oldest first.
    private readonly List<(int Index, byte[] Content)> _open = [];

    public async ValueTask<byte[]> GetAsync(int index, CancellationToken cancellationToken)
    {
        var found = _open.FindIndex(cluster => cluster.Index == index);
        var cluster = found >= 0 ? _open[found] : (index, await source.ReadAsync(index, cancellationToken).ConfigureAwait(false));
        if (found >= 0)
        {
            _open.RemoveAt(found);
        }
        else if (_open.Count == Capacity)
        {
            CryptographicOperations.ZeroMemory(_open[0].Content);
            _open.RemoveAt(0);
        }

        _open.Add(cluster);
        return cluster.Item2;
    }

    public void Dispose()
    {
        _open.ForEach(cluster => CryptographicOperations.ZeroMemory(cluster.Content));
        _open.Clear();
    }
}
