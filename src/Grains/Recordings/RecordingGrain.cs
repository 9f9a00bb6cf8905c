using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Recordings;

/// <summary>The index of a session's recording.</summary>
public sealed partial class RecordingGrain : Grain, IRecordingGrain
{
    private readonly IPersistentState<RecordingState> _recording;
    private readonly IDataKeys _keys;
    private readonly ISessionFiles _files;
    private readonly IErasureAudit _audit;
    private readonly TimeProvider _clock;

    /// <summary>Made by the host.</summary>
    public RecordingGrain(
        [PersistentState("recording", StreamNames.Storage)] IPersistentState<RecordingState> recording,
        IDataKeys keys,
        ISessionFiles files,
        IErasureAudit audit,
        TimeProvider clock)
    {
        _recording = recording;
        _keys = keys;
        _files = files;
        _audit = audit;
        _clock = clock;
    }

    private RecordingState State => _recording.State;

    private string SessionId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (State.WrappedKey is { } wrapped)
        {
            await KnowPatientAsync();
            await _keys.AdoptAsync(SessionId, State.PatientId, wrapped);
            State.WrappedKey = null;
            await _recording.SaveAsync();
        }
    }

    /// <inheritdoc/>
    public async Task EnsureKeysAsync()
    {
        await KnowPatientAsync();
        await _keys.EnsureAsync(DataKeyId.Recording(SessionId), State.PatientId);
        await _keys.EnsureAsync(DataKeyId.Affect(SessionId), State.PatientId);
    }

    /// <inheritdoc/>
    public async Task<SegmentTicket> OpenSegmentAsync(ParticipantRole participant, long startMs)
    {
        if (startMs < 0 || !Enum.IsDefined(participant))
            throw new RefusedException(Refusal.Invalid);
        if (State.RecordingErasedAt is not null)
            throw new RefusedException(Refusal.Erased);
        await EnsureKeysAsync();
        var segment = new RecordingSegment(Ids.New(), participant, startMs, DurationMs: null);
        State.Segments.Add(segment);
        await _recording.SaveAsync();
        return new SegmentTicket(segment.SegmentId);
    }

    /// <inheritdoc/>
    public Task CheckpointSegmentAsync(string segmentId, int chunks, long bytes) => UpdateAsync(segmentId, chunks, bytes);

    /// <inheritdoc/>
    public Task SignSegmentAsync(string segmentId, SegmentSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return UpdateAsync(segmentId, signature.Chunks, signature.Bytes, signature: signature);
    }

    /// <inheritdoc/>
    public Task CloseSegmentAsync(string segmentId, long durationMs, int chunks, long bytes) =>
        UpdateAsync(segmentId, chunks, bytes, durationMs);

    /// <inheritdoc/>
    public Task<RecordingIndex> GetAsync() =>
        Task.FromResult(new RecordingIndex(
            [.. State.Segments.OrderBy(s => s.StartMs)], [.. State.Accesses], State.RecordingErasedAt, State.AffectErasedAt));

    /// <inheritdoc/>
    public async Task RecordAccessAsync(AccessEntry entry)
    {
        await KnowPatientAsync();
        State.Accesses.Add(entry);
        await _recording.SaveAsync();
    }

    private async Task KnowPatientAsync()
    {
        State.SessionId = SessionId;
        if (State.PatientId.Length == 0)
            State.PatientId = await GrainFactory.GetGrain<ISessionGrain>(SessionId).GetPatientIdAsync();
    }

    private async Task UpdateAsync(string segmentId, int chunks, long bytes, long? durationMs = null, SegmentSignature? signature = null)
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
            Checkpoint = signature?.Chunks >= (before.Checkpoint?.Chunks ?? 0) ? signature : before.Checkpoint,
        };
        if (after == before)
            return;
        State.Segments[at] = after;
        await _recording.SaveAsync();
    }
}

/// <summary>What is stored of a recording.</summary>
public sealed class RecordingState : ISessionOwned
{
    /// <inheritdoc/>
    public string PatientId { get; set; } = "";

    /// <inheritdoc/>
    public string SessionId { get; set; } = "";

    /// <summary>When the recording was erased.</summary>
    public DateTimeOffset? RecordingErasedAt { get; set; }

    /// <summary>When the affect track was erased.</summary>
    public DateTimeOffset? AffectErasedAt { get; set; }

    /// <summary>Where earlier releases kept the session's data key, wrapped. It moves to the key store.</summary>
    public byte[]? WrappedKey { get; set; }

    /// <summary>In the order they were opened.</summary>
    public List<RecordingSegment> Segments { get; set; } = [];

    /// <summary>Who looked, oldest first.</summary>
    public List<AccessEntry> Accesses { get; set; } = [];
}
