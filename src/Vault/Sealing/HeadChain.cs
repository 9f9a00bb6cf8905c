using System.Security.Cryptography;

namespace PsyCare.Vault.Sealing;

/// <summary>
/// A hash over a file's header and the heads of its chunks, in order: <c>h(0) = SHA-256(file header)</c>,
/// <c>h(n) = SHA-256(h(n - 1) | chunk header | header tag)</c>. The heads carry fresh random numbers, so no two files share it, nor a file and
/// what it was before; and it costs no reading of what was recorded.
/// </summary>
internal sealed class HeadChain
{
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    /// <param name="headerHash">SHA-256 of the file's header.</param>
    public HeadChain(ReadOnlySpan<byte> headerHash) => headerHash.CopyTo(_hash);

    /// <summary>Goes on with a chunk's first <see cref="FileSeal.PrefixSize"/> bytes.</summary>
    public void Add(ReadOnlySpan<byte> prefix)
    {
        Span<byte> joined = stackalloc byte[SHA256.HashSizeInBytes + FileSeal.PrefixSize];
        _hash.CopyTo(joined);
        prefix[..FileSeal.PrefixSize].CopyTo(joined[SHA256.HashSizeInBytes..]);
        SHA256.HashData(joined, _hash);
    }

    /// <summary>The hash so far, hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash);
}
