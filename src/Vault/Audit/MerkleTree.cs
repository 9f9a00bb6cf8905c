using System.Numerics;

namespace PsyCare.Vault.Audit;

/// <summary>
/// A growing Merkle tree (RFC 6962, 2.1). Keeps the hash of every complete subtree, 64 bytes a leaf, so that a root or a proof of any
/// earlier size takes a logarithm of steps. Not for two threads at once.
/// </summary>
internal sealed class MerkleTree
{
    // _levels[k][i] is the hash of leaves i * 2^k up to (i + 1) * 2^k.
    private readonly List<HashList> _levels = [new()];

    /// <summary>How many leaves there are.</summary>
    public long Size => _levels[0].Count;

    public void Add(ReadOnlySpan<byte> leafHash)
    {
        _levels[0].Add(leafHash);
        for (var level = 0; _levels[level].Count % 2 == 0; level++)
        {
            if (level + 1 == _levels.Count)
            {
                _levels.Add(new HashList());
            }

            var below = _levels[level];
            _levels[level + 1].Add(MerkleHash.Node(below[below.Count - 2], below[below.Count - 1]));
        }
    }

    /// <summary>MTH of the first <paramref name="size"/> leaves.</summary>
    public byte[] Root(long size)
    {
        RequireSize(size);
        return size == 0 ? MerkleHash.Empty : Subtree(0, size);
    }

    public byte[] LeafHash(long index) => _levels[0][index].ToArray();

    /// <summary>The audit path of a leaf in the tree of the first <paramref name="size"/> leaves (2.1.1), from the leaf up.</summary>
    public IReadOnlyList<byte[]> AuditPath(long index, long size)
    {
        RequireSize(size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        AddPath(path, index, 0, size);
        return path;
    }

    /// <summary>Proof that the tree of <paramref name="size"/> leaves begins with that of <paramref name="older"/> leaves (2.1.2).</summary>
    public IReadOnlyList<byte[]> ConsistencyProof(long older, long size)
    {
        RequireSize(size);
        ArgumentOutOfRangeException.ThrowIfNegative(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        var proof = new List<byte[]>();
        if (older > 0 && older < size)
        {
            AddSubproof(proof, older, 0, size, whole: true);
        }

        return proof;
    }

    private static long SplitOf(long size) => (long)(BitOperations.RoundUpToPowerOf2((ulong)size) / 2);

    private void RequireSize(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
    }

    private byte[] Subtree(long start, long size)
    {
        if (BitOperations.IsPow2(size))
        {
            var level = BitOperations.Log2((ulong)size);
            return _levels[level][start >> level].ToArray();
        }

        var split = SplitOf(size);
        return MerkleHash.Node(Subtree(start, split), Subtree(start + split, size - split));
    }

    // PATH(m, D[n]); the sibling of the half that the leaf is in comes after the path within that half.
    private void AddPath(List<byte[]> path, long index, long start, long size)
    {
        if (size == 1)
        {
            return;
        }

        var split = SplitOf(size);
        if (index < split)
        {
            AddPath(path, index, start, split);
            path.Add(Subtree(start + split, size - split));
        }
        else
        {
            AddPath(path, index - split, start + split, size - split);
            path.Add(Subtree(start, split));
        }
    }

    // SUBPROOF(m, D[n], b): whole says that the verifier knows the older subtree's hash already.
    private void AddSubproof(List<byte[]> proof, long older, long start, long size, bool whole)
    {
        if (older == size)
        {
            if (!whole)
            {
                proof.Add(Subtree(start, size));
            }

            return;
        }

        var split = SplitOf(size);
        if (older <= split)
        {
            AddSubproof(proof, older, start, split, whole);
            proof.Add(Subtree(start + split, size - split));
        }
        else
        {
            AddSubproof(proof, older - split, start + split, size - split, whole: false);
            proof.Add(Subtree(start, split));
        }
    }

    /// <summary>Hashes side by side in one array: a million of them must not be a million objects.</summary>
    private sealed class HashList
    {
        private byte[] _bytes = new byte[MerkleHash.Size * 4];

        public long Count { get; private set; }

        public ReadOnlySpan<byte> this[long index] => _bytes.AsSpan((int)(index * MerkleHash.Size), MerkleHash.Size);

        public void Add(ReadOnlySpan<byte> hash)
        {
            var at = (int)Count * MerkleHash.Size;
            if (at == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            hash.CopyTo(_bytes.AsSpan(at));
            Count++;
        }
    }
}
