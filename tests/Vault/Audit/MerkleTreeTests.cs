using System.Security.Cryptography;
using PsyCare.Vault.Audit;

namespace PsyCare.Vault.Tests.Audit;

/// <summary>Inputs, roots and proofs are those of the Certificate Transparency project's own tests.</summary>
public sealed class MerkleTreeTests
{
    private const string Leaf0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    private const string Leaf1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string Leaf4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private const string Leaf6 = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
    private const string Leaves0To1 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    private const string Leaves2To3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private const string Leaves4To5 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private const string Leaves6To7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private const string Leaves0To3 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    private const string Leaves4To7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

    private static readonly string[] Inputs =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Leaf0,
        Leaves0To1,
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        Leaves0To3,
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Roots_are_those_of_certificate_transparency()
    {
        var tree = Published();
        for (var size = 0; size <= Inputs.Length; size++)
        {
            Assert.Equal(Roots[size], Convert.ToHexStringLower(tree.Root(size)));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8, Leaf1, Leaves2To3, Leaves4To7)]
    [InlineData(5, 8, Leaf4, Leaves6To7, Leaves0To3)]
    [InlineData(2, 3, Leaves0To1)]
    [InlineData(1, 5, Leaf0, Leaves2To3, Leaf4)]
    public void Audit_paths_are_those_of_certificate_transparency(int index, int size, params string[] path) =>
        Assert.Equal(path, Published().AuditPath(index, size).Select(Convert.ToHexStringLower));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8, Leaf1, Leaves2To3, Leaves4To7)]
    [InlineData(6, 8, Leaves4To5, Leaves6To7, Leaves0To3)]
    [InlineData(2, 5, Leaves2To3, Leaf4)]
    [InlineData(6, 7, Leaves4To5, Leaf6, Leaves0To3)]
    public void Consistency_proofs_are_those_of_certificate_transparency(int older, int size, params string[] proof) =>
        Assert.Equal(proof, Published().ConsistencyProof(older, size).Select(Convert.ToHexStringLower));

    [Fact]
    public void Every_proof_of_every_size_verifies_and_none_for_anything_else()
    {
        const int Max = 40;
        var tree = new MerkleTree();
        for (var i = 0; i < Max; i++)
        {
            tree.Add(MerkleHash.Leaf([(byte)i]));
        }

        for (var size = 1; size <= Max; size++)
        {
            var root = tree.Root(size);
            Assert.Equal(Definition(tree, 0, size), root);
            for (var index = 0; index < size; index++)
            {
                var path = tree.AuditPath(index, size);
                Assert.True(MerkleProof.IsIncluded(tree.LeafHash(index), index, path, size, root));
                Assert.False(MerkleProof.IsIncluded(tree.LeafHash((index + 1) % Max), index, path, size, root));
                Assert.False(MerkleProof.IsIncluded(tree.LeafHash(index), index, [.. path, root], size, root));
            }

            for (var older = 1; older <= size; older++)
            {
                var proof = tree.ConsistencyProof(older, size);
                Assert.True(MerkleProof.IsConsistent(older, tree.Root(older), size, root, proof));
                Assert.False(MerkleProof.IsConsistent(older, MerkleHash.Leaf([99]), size, root, proof));
                Assert.False(MerkleProof.IsConsistent(older, tree.Root(older), size, MerkleHash.Leaf([99]), proof));
            }
        }
    }

    // RFC 6962, 2.1, written down as it stands there.
    private static byte[] Definition(MerkleTree tree, int start, int size)
    {
        if (size == 1)
        {
            return tree.LeafHash(start);
        }

        var split = 1;
        while (split * 2 < size)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. Definition(tree, start, split), .. Definition(tree, start + split, size - split)]);
    }

    private static MerkleTree Published()
    {
        var tree = new MerkleTree();
        foreach (var input in Inputs)
        {
            tree.Add(MerkleHash.Leaf(Convert.FromHexString(input)));
        }

        return tree;
    }
}
