using System.Buffers.Binary;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Review;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault;

/// <summary>
/// The recordings of a practice on disk, one sealed file a segment, under the session's data key (<see cref="DataKeyId.Recording"/>), which
/// must have been made before. Safe for many threads.
/// </summary>
/// <param name="dataFolder">The data folder; recordings lie in <c>recordings/{sessionId}/{segmentId}.pcs</c> within.</param>
/// <param name="keys">The data keys.</param>
public sealed class RecordingVault(string dataFolder, DataKeys keys) : IDisposable
{
    private const int MetadataLength = 1 + sizeof(long);
    private const int MaxThreadsOnDisk = 4;

    private readonly VaultPaths _paths = new(dataFolder);
    private readonly SemaphoreSlim _diskSlots = new(MaxThreadsOnDisk);

    /// <summary>How a new segment's file is made; tests put a failing disk here.</summary>
    internal Func<string, IAppendFile> CreateFile { get; init; } = AppendFile.Create;

    /// <summary>
    /// Begins a segment. Returns at once; the file is made on the writer's own task, and failing to make it faults the writer.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">A new id, unique in the session.</param>
    /// <param name="participant">Whose media.</param>
    /// <param name="startMs">Session clock at the segment's time zero, milliseconds; earlier frames are taken to be at it.</param>
    /// <exception cref="ArgumentException">An id is none.</exception>
    /// <exception cref="KeyDestroyedException">The recording was erased.</exception>
    public IVaultSegmentWriter OpenWriter(string sessionId, string segmentId, ParticipantRole participant, long startMs)
    {
        var path = _paths.Segment(sessionId, segmentId);
        var dataKey = keys.Get(DataKeyId.Recording(sessionId));
        var metadata = new byte[MetadataLength];
        metadata[0] = (byte)participant;
        BinaryPrimitives.WriteInt64BigEndian(metadata.AsSpan(1), startMs);
        return new SegmentWriter(Open, startMs, _diskSlots);

        SealedFileWriter Open()
        {
            using (dataKey)
            {
                return SealedFileWriter.Create(CreateFile(path), Identity(sessionId, segmentId), dataKey, metadata);
            }
        }
    }

    /// <summary>Opens a segment for review. The caller disposes the stream.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="chunks">
    /// Only that many chunks from the start, from <see cref="SegmentDescription.Chunks"/>: while a recording grows, requests for ranges of
    /// it must all see the same file.
    /// </param>
    /// <exception cref="FileNotFoundException">Nothing was recorded under these ids.</exception>
    /// <exception cref="SealBrokenException">The file is not this segment's, or its key is missing.</exception>
    /// <exception cref="KeyDestroyedException">The recording was erased.</exception>
    public WebmRecordingStream OpenReader(string sessionId, string segmentId, int chunks = int.MaxValue) =>
        TryOpen(sessionId, segmentId) is { } file
            ? new WebmRecordingStream(new WholeSegment(file, chunks))
            : throw new FileNotFoundException("Nothing was recorded in this segment.");

    /// <summary>Opens a part of a segment; what is outside of it is in no byte of the stream. The caller disposes the stream.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="fromMs">Its beginning, milliseconds from the segment's start: time zero of the stream.</param>
    /// <param name="toMs">Its end, milliseconds from the segment's start.</param>
    /// <exception cref="FileNotFoundException">Nothing was recorded under these ids.</exception>
    /// <exception cref="SealBrokenException">The file is not this segment's, or a part of the clip was altered.</exception>
    /// <exception cref="KeyDestroyedException">The recording was erased.</exception>
    public WebmRecordingStream OpenClip(string sessionId, string segmentId, long fromMs, long toMs)
    {
        var file = TryOpen(sessionId, segmentId) ?? throw new FileNotFoundException("Nothing was recorded in this segment.");
        try
        {
            return new WebmRecordingStream(new SegmentClip(file, fromMs, toMs));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The last moment at or before <paramref name="atMs"/> at which a picture stands on its own; null where there is none.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="atMs">Milliseconds from the segment's start; so is the answer.</param>
    public long? KeyframeBefore(string sessionId, string segmentId, long atMs)
    {
        using var file = TryOpen(sessionId, segmentId);
        return file?.Chunks.Select(chunk => chunk.Header.Info)
            .Where(info => info.Flags.HasFlag(ChunkFlags.Keyframe) && info.FirstMs <= atMs)
            .Select(info => (long?)info.FirstMs).LastOrDefault();
    }

    /// <summary>Describes a segment.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="confirmed">What is known to have been on disk: less than that is <see cref="SegmentEnd.Shortened"/>.</param>
    /// <returns>Null when there is nothing under these ids, not even the head of a file.</returns>
    /// <exception cref="SealBrokenException">The file is not this segment's, or its key is missing.</exception>
    /// <exception cref="KeyDestroyedException">The recording was erased.</exception>
    public SegmentDescription? Describe(string sessionId, string segmentId, SegmentExtent? confirmed = null)
    {
        using var file = TryOpen(sessionId, segmentId);
        if (file is null)
        {
            return null;
        }

        var kinds = file.Chunks.Aggregate(ChunkFlags.None, (flags, chunk) => flags | chunk.Header.Info.Flags);
        return new SegmentDescription(
            (ParticipantRole)file.Metadata[0],
            BinaryPrimitives.ReadInt64BigEndian(file.Metadata.AsSpan(1)),
            WebmLayout.DurationOf(file.Chunks),
            file.Scan.IntactLength,
            file.Chunks.Count,
            kinds.HasFlag(ChunkFlags.Audio),
            kinds.HasFlag(ChunkFlags.Video),
            EndOf(file.Scan, confirmed ?? SegmentExtent.None));
    }

    /// <summary>The ids of a session's segments on disk, in no order.</summary>
    public IReadOnlyList<string> Segments(string sessionId)
    {
        var folder = _paths.Session(sessionId);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + VaultPaths.Extension).Select(path => Path.GetFileNameWithoutExtension(path))]
            : [];
    }

    /// <inheritdoc />
    public void Dispose() => _diskSlots.Dispose();

    private static FileIdentity Identity(string sessionId, string segmentId) =>
        new(SealedKind.Media, DataKeyId.Recording(sessionId), segmentId, MetadataLength);

    private static SegmentEnd EndOf(ChunkScan scan, SegmentExtent confirmed) => scan.End switch
    {
        SealedEnd.Damaged => SegmentEnd.Damaged,
        _ when scan.Chunks.Count < confirmed.Chunks || scan.IntactLength < confirmed.Bytes => SegmentEnd.Shortened,
        SealedEnd.Clean => SegmentEnd.Clean,
        _ => confirmed.Finished ? SegmentEnd.Shortened : SegmentEnd.Cut,
    };

    private SealedFileReader? TryOpen(string sessionId, string segmentId)
    {
        var path = _paths.Segment(sessionId, segmentId);
        using var dataKey = keys.Get(DataKeyId.Recording(sessionId));
        return SealedFileReader.TryOpen(path, Identity(sessionId, segmentId), dataKey);
    }
}
