using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace PsyCare.Vault.Azure;

/// <summary>
/// The first bytes of a blob's blocks in a blob of their own, <c>heads/NAME</c>: whoever opens a long recording for the first time fetches them with
/// one request instead of thousands. They are sealed as they are and trusted for nothing: a head that was altered does not open. Where it is missing
/// or behind, the other heads are fetched block by block.
/// </summary>
/// <remarks>
/// <c>"PCSH" | version u8 = 1</c>, then for each block, in order, <c>u8 + name | u8 + first bytes</c>.
/// </remarks>
internal sealed class HeadsIndex
{
    /// <summary>The folder that they lie in.</summary>
    public const string Folder = "heads";

    private const int PrefixSize = 5;

    private readonly List<byte> _bytes = [.. Prefix];

    private static ReadOnlySpan<byte> Prefix => "PCSH\u0001"u8;

    /// <summary>The index of a blob.</summary>
    public static BlockBlobClient Of(BlockBlobClient blob) => blob.GetParentBlobContainerClient().GetBlockBlobClient($"{Folder}/{blob.Name}");

    /// <summary>Adds the next block.</summary>
    public void Add(string block, ReadOnlySpan<byte> content)
    {
        WriteField(Encoding.ASCII.GetBytes(block));
        WriteField(content[..Math.Min(content.Length, BlockHeads.Size)]);
    }

    /// <summary>Writes what was added so far.</summary>
    /// <exception cref="IOException">The store refuses.</exception>
    public async Task WriteAsync(BlockBlobClient blob)
    {
        var bytes = BinaryData.FromBytes(_bytes.ToArray());
        await BlobFailures.AsIoAsync(async () =>
        {
            using var content = bytes.ToStream();
            return await Of(blob).UploadAsync(content, new BlobUploadOptions()).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Fills in the heads that an index knows, from the first block that is not known yet.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="starts">Its blocks.</param>
    /// <param name="heads">Their first bytes.</param>
    /// <param name="known">How many are known from the start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many are known from the start then.</returns>
    public static async ValueTask<int> FillAsync(BlockBlobClient blob, BlockStarts starts, byte[][] heads, int known, CancellationToken cancellationToken)
    {
        var index = await BlobFailures.NullIfAbsentAsync(() => Of(blob).DownloadContentAsync(cancellationToken)).ConfigureAwait(false);
        return index is null ? known : Fill(index.Content.ToMemory().Span, starts, heads, known);
    }

    private static int Fill(ReadOnlySpan<byte> index, BlockStarts starts, byte[][] heads, int known)
    {
        if (!index.StartsWith(Prefix))
        {
            return known;
        }

        index = index[PrefixSize..];
        for (var block = 0; block < heads.Length; block++)
        {
            // Another blob of the same name, or bytes that are no index: what they say ends here.
            if (!TryTake(ref index, out var name) || !TryTake(ref index, out var head) || !Matches(name, starts.Names[block])
                || head.Length != starts.HeadOf(block, BlockHeads.Size).Length)
            {
                return Math.Max(block, known);
            }

            heads[block] ??= head.ToArray();
        }

        return heads.Length;
    }

    private static bool Matches(ReadOnlySpan<byte> name, string block) => Encoding.ASCII.GetString(name) == block;

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> field)
    {
        var whole = bytes.Length > 0 && bytes.Length > bytes[0];
        field = whole ? bytes.Slice(1, bytes[0]) : default;
        bytes = whole ? bytes[(1 + bytes[0])..] : default;
        return whole;
    }

    private void WriteField(ReadOnlySpan<byte> field)
    {
        _bytes.Add(checked((byte)field.Length));
        _bytes.AddRange(field);
    }
}
