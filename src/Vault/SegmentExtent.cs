using PsyCare.Domain.Media;

namespace PsyCare.Vault;

/// <summary>
/// How much of a segment was once confirmed durable: a checkpoint. Kept elsewhere (sealed, in the recording's index), it tells a segment
/// that a crash cut from one that was shortened, or replaced by an older copy, since.
/// </summary>
/// <param name="Chunks">Whole chunks, the end chunk not among them.</param>
/// <param name="Bytes">Length of the file that holds them.</param>
/// <param name="Finished">Whether the file was ended with its end chunk.</param>
public sealed record SegmentExtent(int Chunks, long Bytes, bool Finished)
{
    /// <summary>Nothing was confirmed yet.</summary>
    public static SegmentExtent None { get; } = new(0, 0, Finished: false);
}

/// <summary>A segment being written, which tells how much of it is durable.</summary>
public interface IVaultSegmentWriter : ISegmentWriter
{
    /// <summary>What is durable by now, also after a failure. Safe to read from any thread.</summary>
    SegmentExtent Extent { get; }
}
