using PsyCare.Domain.Media;

namespace PsyCare.Vault;

/// <summary>How a segment ends, or an affect track.</summary>
public enum SegmentEnd
{
    /// <summary>It was finished.</summary>
    Clean = 1,

    /// <summary>It is still being written, or a crash cut it: what is there plays.</summary>
    Cut = 2,

    /// <summary>It was finished, but bytes within were altered since: what lies before them plays.</summary>
    Damaged = 3,

    /// <summary>More of it was once confirmed durable than is there now: its end was taken away, or an older copy put in its place.</summary>
    Shortened = 4,

    /// <summary>Another file than the one that was confirmed lies in its place, with as much in it or more.</summary>
    Replaced = 5,
}

/// <summary>What is known of a segment without opening its media.</summary>
/// <param name="Participant">Whose media.</param>
/// <param name="StartMs">Session clock at the segment's time zero, milliseconds.</param>
/// <param name="DurationMs">Its length, milliseconds.</param>
/// <param name="Extent">How much of it is intact in the store.</param>
/// <param name="HasAudio">Whether there is sound.</param>
/// <param name="HasVideo">Whether there are pictures.</param>
/// <param name="End">How it ends.</param>
public sealed record SegmentDescription(
    ParticipantRole Participant,
    long StartMs,
    long DurationMs,
    SealedExtent Extent,
    bool HasAudio,
    bool HasVideo,
    SegmentEnd End)
{
    /// <summary>Its intact size in the store.</summary>
    public long Bytes => Extent.Bytes;

    /// <summary>How many intact chunks it has: <see cref="RecordingVault.OpenReaderAsync"/> can be held to them.</summary>
    public int Chunks => Extent.Chunks;
}
