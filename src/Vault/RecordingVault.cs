using System.Buffers.Binary;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Review;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Stores;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault;

/// <summary>
/// The recordings of a practice, one sealed file a segment, under the session's data key (<see cref="DataKeyId.Recording"/>), which
/// must have been made before. Safe for many threads.
/// </summary>
/// <param name="store">Where the files rest; recordings are <c>recordings/{sessionId}/{segmentId}.pcs</c> there.</param>
/// <param name="keys">The data keys.</param>
/// <param name="time">Tells how long the store takes.</param>
public sealed class RecordingVault(ISealedStore store, DataKeys keys, TimeProvider time)
{
    private const int MetadataLength = 1 + sizeof(long);
    private const long MaxBudget = 1L << 30;

    // Of memory, at most: what a store that stands still makes all recordings of this process hold together.
    private const int BudgetShare = 4;

    private readonly BufferBudget _budget = new(Math.Min(MaxBudget, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BudgetShare));

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
        var name = VaultPaths.Segment(sessionId, segmentId);
        var dataKey = keys.Get(DataKeyId.Recording(sessionId));
        var metadata = new byte[MetadataLength];
        metadata[0] = (byte)participant;
        BinaryPrimitives.WriteInt64BigEndian(metadata.AsSpan(1), startMs);
        return new SegmentWriter(OpenAsync, startMs, _budget, time);

        async ValueTask<SealedFileWriter> OpenAsync()
        {
            using (dataKey)
            {
                var file = await store.CreateAsync(name).ConfigureAwait(false);
                return await SealedFileWriter.CreateAsync(file, Identity(sessionId, segmentId), dataKey, metadata).ConfigureAwait(false);
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
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FileNotFoundException">Nothing was recorded under these ids.</exception>
    /// <exception cref="SealBrokenException">The file is not this segment's, or its key is missing.</exception>
    /// <exception cref="KeyDestroyedException">The recording was erased.</exception>
    public async ValueTask<RecordingStream> OpenReaderAsync(
        string sessionId, string segmentId, int chunks = int.MaxValue, CancellationToken cancellationToken = default) =>
        await OpenAsync(
            sessionId, segmentId, file => ValueTask.FromResult<IClusterSource>(new WholeSegment(file, chunks)), cancellationToken).ConfigureAwait(false);

    /// <summary>Opens a part of a segment; what is outside of it is in no byte of the stream. The caller disposes the stream.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="fromMs">Its beginning, milliseconds from the segment's start: time zero of the stream.</param>
    /// <param name="toMs">Its end, milliseconds from the segment's start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FileNotFoundException">Nothing was recorded under these ids.</exception>
    /// <exception cref="SealBrokenException">The file is not this segment's, or a part of the clip was altered.</exception>
    /// <exception cref="KeyDestroyedException">The recording was erased.</exception>
    public async ValueTask<RecordingStream> OpenClipAsync(
        string sessionId, string segmentId, long fromMs, long toMs, CancellationToken cancellationToken = default) =>
        await OpenAsync(
            sessionId,
            segmentId,
            async file => await SegmentClip.OfAsync(file, fromMs, toMs, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

    /// <summary>The last moment at or before <paramref name="atMs"/> at which a picture stands on its own; null where there is none.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="atMs">Milliseconds from the segment's start; so is the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<long?> KeyframeBeforeAsync(string sessionId, string segmentId, long atMs, CancellationToken cancellationToken = default)
    {
        using var file = await TryOpenAsync(sessionId, segmentId, cancellationToken).ConfigureAwait(false);
        return file?.Chunks.Select(chunk => chunk.Header.Info)
            .Where(info => info.Flags.HasFlag(ChunkFlags.Keyframe) && info.FirstMs <= atMs)
            .Select(info => (long?)info.FirstMs).LastOrDefault();
    }

    /// <summary>Describes a segment.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="confirmed">
    /// What is known to have been durable: less than that is <see cref="SegmentEnd.Shortened"/>, something else <see cref="SegmentEnd.Replaced"/>.
    /// </param>
    /// <returns>Null when there is nothing under these ids, not even the head of a file.</returns>
    /// <exception cref="SealBrokenException">The file is not this segment's, or its key is missing.</exception>
    /// <exception cref="KeyDestroyedException">The recording was erased.</exception>
    public async ValueTask<SegmentDescription?> DescribeAsync(
        string sessionId, string segmentId, params IReadOnlyList<SealedExtent> confirmed)
    {
        using var file = await TryOpenAsync(sessionId, segmentId, CancellationToken.None).ConfigureAwait(false);
        if (file is null)
        {
            return null;
        }

        var kinds = file.Chunks.Aggregate(ChunkFlags.None, (flags, chunk) => flags | chunk.Header.Info.Flags);
        return new SegmentDescription(
            (ParticipantRole)file.Metadata[0],
            BinaryPrimitives.ReadInt64BigEndian(file.Metadata.AsSpan(1)),
            FileLayout.DurationOf(file.Chunks),
            file.Extent,
            kinds.HasFlag(ChunkFlags.Audio),
            kinds.HasFlag(ChunkFlags.Video),
            file.EndAfter(confirmed));
    }

    /// <summary>The ids of a session's segments in the store, in no order.</summary>
    public async ValueTask<IReadOnlyList<string>> SegmentsAsync(string sessionId, CancellationToken cancellationToken = default) =>
        [.. (await store.ListAsync(VaultPaths.Session(sessionId), cancellationToken).ConfigureAwait(false))
            .Where(name => name.EndsWith(VaultPaths.Extension, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))];

    private static FileIdentity Identity(string sessionId, string segmentId) =>
        new(SealedKind.Media, DataKeyId.Recording(sessionId), segmentId, MetadataLength);

    private async ValueTask<RecordingStream> OpenAsync(
        string sessionId, string segmentId, Func<SealedFileReader, ValueTask<IClusterSource>> part, CancellationToken cancellationToken)
    {
        var file = await TryOpenAsync(sessionId, segmentId, cancellationToken).ConfigureAwait(false)
            ?? throw new FileNotFoundException("Nothing was recorded in this segment.");
        try
        {
            return await RecordingStream.OpenAsync(await part(file).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private async ValueTask<SealedFileReader?> TryOpenAsync(string sessionId, string segmentId, CancellationToken cancellationToken)
    {
        var name = VaultPaths.Segment(sessionId, segmentId);
        using var dataKey = keys.Get(DataKeyId.Recording(sessionId));
        return await SealedFileReader.TryOpenAsync(store, name, Identity(sessionId, segmentId), dataKey, cancellationToken).ConfigureAwait(false);
    }
}
