namespace PsyCare.Vault.Audit;

/// <summary>Checks proofs without having the log: what an outsider who holds a tree head runs (RFC 9162, 2.1.3.2 and 2.1.4.2).</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf stands at <paramref name="index"/> in the tree with that size and root.</summary>
    /// <param name="leafHash">SHA-256 of a zero byte and the entry as it is stored.</param>
    /// <param name="index">Position of the entry, from 0.</param>
    /// <param name="path">The audit path, from the leaf up.</param>
    /// <param name="size">Size of the tree, leaves.</param>
    /// <param name="root">Root of the tree.</param>
    public static bool IsIncluded(ReadOnlySpan<byte> leafHash, long index, IReadOnlyList<byte[]> path, long size, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (at, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            hash = IsRight(at, last) ? MerkleHash.Node(sibling, hash) : MerkleHash.Node(hash, sibling);
            (at, last) = Up(at, last);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether the tree of <paramref name="size"/> leaves begins with the tree of <paramref name="older"/> leaves.</summary>
    /// <param name="older">Size of the older tree.</param>
    /// <param name="olderRoot">Its root.</param>
    /// <param name="size">Size of the newer tree.</param>
    /// <param name="root">Its root.</param>
    /// <param name="proof">The consistency proof.</param>
    public static bool IsConsistent(long older, ReadOnlySpan<byte> olderRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (older < 0 || older > size)
        {
            return false;
        }

        if (older == size || older == 0)
        {
            return proof.Count == 0 && (older == 0 ? olderRoot.SequenceEqual(MerkleHash.Empty) : olderRoot.SequenceEqual(root));
        }

        // A complete older tree is itself the first hash of the proof, and is left out of it.
        IReadOnlyList<byte[]> path = (older & (older - 1)) == 0 ? [olderRoot.ToArray(), .. proof] : proof;
        return path.Count > 0 && Replay(older, olderRoot, size, root, path);
    }

    private static bool Replay(long older, ReadOnlySpan<byte> olderRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> path)
    {
        var (at, last) = (older - 1, size - 1);
        while ((at & 1) == 1)
        {
            (at, last) = (at >> 1, last >> 1);
        }

        var (old, now) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(at, last))
            {
                (old, now) = (MerkleHash.Node(hash, old), MerkleHash.Node(hash, now));
            }
            else
            {
                now = MerkleHash.Node(now, hash);
            }

            (at, last) = Up(at, last);
        }

        return last == 0 && olderRoot.SequenceEqual(old) && root.SequenceEqual(now);
    }

    // The last node of a level without a partner is carried up until it has one on its left.
    private static bool IsRight(long at, long last) => (at & 1) == 1 || at == last;

    private static (long At, long Last) Up(long at, long last)
    {
        while (at == last && (at & 1) == 0 && at != 0)
        {
            (at, last) = (at >> 1, last >> 1);
        }

        return (at >> 1, last >> 1);
    }
}
