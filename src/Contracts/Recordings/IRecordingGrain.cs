using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Media;

namespace PsyCare.Contracts.Recordings;

/// <summary>
/// What a session's recording consists of: segment index, who looked. Key: session id. Holds references, never media bytes.
/// </summary>
public interface IRecordingGrain : IGrainWithStringKey
{
    /// <summary>Makes the session's data keys, for its media and its affect track, unless they are there.</summary>
    Task EnsureKeysAsync();

    /// <summary>Enters a new segment before its first byte is written. Refuses with Erased where the recording was erased.</summary>
    Task<SegmentTicket> OpenSegmentAsync(ParticipantRole participant, long startMs);

    /// <summary>So much of a segment is on disk. The index keeps the most it was told: a file with less was shortened.</summary>
    Task CheckpointSegmentAsync(string segmentId, int chunks, long bytes);

    /// <summary>As <see cref="CheckpointSegmentAsync"/>, with a signature of the audit log's key.</summary>
    Task SignSegmentAsync(string segmentId, SegmentSignature signature);

    /// <summary>The segment has been finished, and its file ended, with so much on disk.</summary>
    Task CloseSegmentAsync(string segmentId, long durationMs, int chunks, long bytes);

    /// <summary>The index, segments by start.</summary>
    [ReadOnly]
    Task<RecordingIndex> GetAsync();

    /// <summary>
    /// Erases the recorded sound and pictures, in every copy. Refuses with WrongPhase while the session is live, and with LegalHold. Repeating
    /// it changes nothing.
    /// </summary>
    /// <param name="actorId">Who asked for it, for the audit log.</param>
    Task EraseRecordingAsync(string actorId);

    /// <summary>Erases the affect track, as <see cref="EraseRecordingAsync"/> the recording.</summary>
    Task EraseAffectAsync(string actorId);

    /// <summary>Erases both and this index. The session's grain calls it, which has checked that it may.</summary>
    Task EraseAllAsync(string actorId);

    /// <summary>Records that someone opened clinical content of this session.</summary>
    Task RecordAccessAsync(AccessEntry entry);
}

/// <summary>Permission to write one segment.</summary>
/// <param name="SegmentId">The new segment.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.recording.ticket")]
public sealed record SegmentTicket([property: Id(0)] string SegmentId);

/// <summary>One uninterrupted run of one participant's media.</summary>
/// <param name="SegmentId">The segment.</param>
/// <param name="Participant">Whose media.</param>
/// <param name="StartMs">Session clock at its first frame, milliseconds.</param>
/// <param name="DurationMs">Length; null while it is being written or when it was cut: then the file itself tells.</param>
/// <param name="Chunks">Chunks known to have been on disk.</param>
/// <param name="Bytes">Length that the file is known to have had.</param>
/// <param name="Checkpoint">The newest signed checkpoint; null where there was none yet.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.recording.segment")]
public sealed record RecordingSegment(
    [property: Id(0)] string SegmentId,
    [property: Id(1)] ParticipantRole Participant,
    [property: Id(2)] long StartMs,
    [property: Id(3)] long? DurationMs,
    [property: Id(4)] int Chunks = 0,
    [property: Id(5)] long Bytes = 0,
    [property: Id(6)] SegmentSignature? Checkpoint = null);

/// <summary>A signed checkpoint: so much of a segment was on disk.</summary>
/// <param name="Chunks">Whole chunks.</param>
/// <param name="Bytes">Length of the file that holds them.</param>
/// <param name="Heads">Hash over the file's header and the heads of these chunks, hexadecimal.</param>
/// <param name="Signature">The signature over all of it, base64.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.recording.signature")]
public sealed record SegmentSignature(
    [property: Id(0)] int Chunks, [property: Id(1)] long Bytes, [property: Id(2)] string Heads, [property: Id(3)] string Signature);

/// <summary>Someone opened something.</summary>
/// <param name="At">When.</param>
/// <param name="ActorId">Who (opaque id).</param>
/// <param name="What">What, e.g. <c>recording</c>, <c>notes</c>, <c>affect</c>.</param>
/// <param name="Under">By what right, where it is not the therapist's or the patient's own: <c>clip</c> or <c>break-glass</c>.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.recording.access")]
public sealed record AccessEntry([property: Id(0)] DateTimeOffset At, [property: Id(1)] string ActorId, [property: Id(2)] string What, [property: Id(3)] string? Under = null);

/// <summary>A session's recording.</summary>
/// <param name="Segments">By start.</param>
/// <param name="Accesses">Who looked, oldest first.</param>
/// <param name="RecordingErasedAt">When the recording was erased, if it was.</param>
/// <param name="AffectErasedAt">When the affect track was erased, if it was.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.recording.index")]
public sealed record RecordingIndex(
    [property: Id(1)] IReadOnlyList<RecordingSegment> Segments,
    [property: Id(2)] IReadOnlyList<AccessEntry> Accesses,
    [property: Id(3)] DateTimeOffset? RecordingErasedAt = null,
    [property: Id(4)] DateTimeOffset? AffectErasedAt = null);
