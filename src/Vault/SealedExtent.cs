using PsyCare.Domain.Media;

namespace PsyCare.Vault;

/// <summary>
/// How much of a sealed file was once confirmed durable: a checkpoint. Kept elsewhere (sealed in the recording's index, and in the audit log
/// when the file is finished), it tells a file that a crash cut from one that was shortened, or replaced by another, since.
/// </summary>
/// <param name="Chunks">Whole chunks, the end chunk not among them.</param>
/// <param name="Bytes">Length of the file that holds them, the end chunk included where it was finished.</param>
/// <param name="Finished">Whether the file was ended with its end chunk.</param>
/// <param name="Heads">
/// Hash over the file's header and the heads of these chunks, and of the end chunk where it was finished, hexadecimal (format page,
/// <i>The chain of heads</i>); null where an earlier release kept none.
/// </param>
/// <param name="Sha256">SHA-256 of all <paramref name="Bytes"/>, hexadecimal; null where the file was not finished by its own writer.</param>
public sealed record SealedExtent(int Chunks, long Bytes, bool Finished, string? Heads = null, string? Sha256 = null)
{
    /// <summary>Nothing was confirmed yet.</summary>
    public static SealedExtent None { get; } = new(0, 0, Finished: false);
}

/// <summary>A segment being written, which tells how much of it is durable.</summary>
public interface IVaultSegmentWriter : ISegmentWriter
{
    /// <summary>What is durable by now, also after a failure. Safe to read from any thread.</summary>
    SealedExtent Extent { get; }
}
