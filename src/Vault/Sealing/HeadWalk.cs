using System.Security.Cryptography;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Sealing;

/// <summary>Compares a file with what was said of it when it was finished. Needs no key: heads lie in the clear, and the chain is over them as they lie.</summary>
internal static class HeadWalk
{
    // Far longer than any header: both ids have 64 characters at most.
    private const int MaxHeaderLength = 1024;
    private const int BlockSize = 1 << 20;

    /// <summary>How the file ends, compared with <paramref name="extent"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="extent">What was said of it.</param>
    /// <param name="content">Whether all its bytes are read too, and compared with the hash of the finished file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<SegmentEnd> CompareAsync(
        ISealedContent file, SealedExtent extent, bool content, CancellationToken cancellationToken)
    {
        if (file.Length < extent.Bytes)
        {
            return SegmentEnd.Shortened;
        }

        var isSame = await WalkAsync(file, extent, cancellationToken).ConfigureAwait(false) == (extent.Heads, extent.Bytes)
            && (!extent.Finished || file.Length == extent.Bytes);
        var isSameContent = !content || extent.Sha256 is null
            || await HashAsync(file, cancellationToken).ConfigureAwait(false) == extent.Sha256;
        return !isSame ? SegmentEnd.Replaced : !isSameContent ? SegmentEnd.Damaged : extent.Finished ? SegmentEnd.Clean : SegmentEnd.Cut;
    }

    /// <summary>The chain over as many heads as there should be, and where the last of them ends; nothing where the file has other ones.</summary>
    private static async ValueTask<(string? Heads, long End)> WalkAsync(ISealedContent file, SealedExtent extent, CancellationToken cancellationToken)
    {
        var start = new byte[Math.Min(MaxHeaderLength, file.Length)];
        await file.ReadAsync(start, 0, cancellationToken).ConfigureAwait(false);
        if (FileHeader.LengthIn(start) is not { } length)
        {
            return default;
        }

        var heads = new HeadChain(SHA256.HashData(start.AsSpan(0, length)));
        var at = (long)length;
        var prefix = new byte[FileSeal.PrefixSize];
        for (var i = 0; i < extent.Chunks + (extent.Finished ? 1 : 0); i++)
        {
            if (await file.ReadAsync(prefix, at, cancellationToken).ConfigureAwait(false) != prefix.Length || !ChunkHeader.TryRead(prefix, out var header))
            {
                return default;
            }

            heads.Add(prefix);
            at += FileSeal.Overhead + header.PlainLength;
        }

        return (heads.ToString(), at);
    }

    private static async ValueTask<string> HashAsync(ISealedContent file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockSize];
        for (var at = 0L; at < file.Length;)
        {
            var read = await file.ReadAsync(block, at, cancellationToken).ConfigureAwait(false);
            hash.AppendData(block, 0, read);
            at += read;
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
