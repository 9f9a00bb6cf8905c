using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Recordings;

/// <summary>The index of a session's recording.</summary>
public sealed class RecordingGrain : Grain, IRecordingGrain
{
    private readonly IPersistentState<RecordingState> _recording;
    private readonly IDataKeys _keys;

    /// <summary>Made by the host.</summary>
    public RecordingGrain(
        [PersistentState("recording", StreamNames.Storage)] IPersistentState<RecordingState> recording, IDataKeys keys)
    {
        _recording = recording;
        _keys = keys;
    }

    private RecordingState State => _recording.State;

    /// <inheritdoc/>
    public async Task<byte[]> GetOrCreateKeyAsync()
    {
        if (State.WrappedKey is null)
        {
            State.WrappedKey = _keys.CreateWrapped(RecordingKeys.Context(this.GetPrimaryKeyString()));
            await _recording.SaveAsync();
        }

        return State.WrappedKey!;
    }

    /// <inheritdoc/>
    public async Task<SegmentTicket> OpenSegmentAsync(ParticipantRole participant, long startMs)
    {
        if (startMs < 0 || !Enum.IsDefined(participant))
            throw new RefusedException(Refusal.Invalid);
        var key = await GetOrCreateKeyAsync();
        var segment = new RecordingSegment(Ids.New(), participant, startMs, DurationMs: null);
        State.Segments.Add(segment);
        await _recording.SaveAsync();
        return new SegmentTicket(segment.SegmentId, key);
    }

    /// <inheritdoc/>
    public Task CheckpointSegmentAsync(string segmentId, int chunks, long bytes) => UpdateAsync(segmentId, chunks, bytes, durationMs: null);

    /// <inheritdoc/>
    public Task CloseSegmentAsync(string segmentId, long durationMs, int chunks, long bytes) =>
        UpdateAsync(segmentId, chunks, bytes, durationMs);

    /// <inheritdoc/>
    public Task<RecordingIndex> GetAsync() =>
        Task.FromResult(new RecordingIndex(State.WrappedKey, [.. State.Segments.OrderBy(s => s.StartMs)], [.. State.Accesses]));

    /// <inheritdoc/>
    public async Task RecordAccessAsync(AccessEntry entry)
    {
        State.Accesses.Add(entry);
        await _recording.SaveAsync();
    }

    private async Task UpdateAsync(string segmentId, int chunks, long bytes, long? durationMs)
    {
        var at = State.Segments.FindIndex(s => s.SegmentId == segmentId);
        if (at < 0)
            throw new RefusedException(Refusal.NotFound);
        var before = State.Segments[at];
        var after = before with
        {
            DurationMs = durationMs ?? before.DurationMs,
            Chunks = Math.Max(before.Chunks, chunks),
            Bytes = Math.Max(before.Bytes, bytes),
        };
        if (after == before)
            return;
        State.Segments[at] = after;
        await _recording.SaveAsync();
    }
}

/// <summary>What is stored of a recording.</summary>
public sealed class RecordingState
{
    /// <summary>The session's data key, wrapped; null until first needed.</summary>
    public byte[]? WrappedKey { get; set; }

    /// <summary>In the order they were opened.</summary>
    public List<RecordingSegment> Segments { get; set; } = [];

    /// <summary>Who looked, oldest first.</summary>
    public List<AccessEntry> Accesses { get; set; } = [];
}
