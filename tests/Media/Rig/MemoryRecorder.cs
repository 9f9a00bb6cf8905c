using PsyCare.Domain.Media;

namespace PsyCare.Media.Tests.Rig;

/// <summary>Keeps segments in memory; opening can be held up or made to fail.</summary>
internal sealed class MemoryRecorder : IMediaRecorder
{
    private readonly List<MemorySegment> _segments = [];

    /// <summary>Opening waits for this.</summary>
    internal Task Opening { get; set; } = Task.CompletedTask;

    /// <summary>Opening fails with this.</summary>
    internal Exception? Fault { get; set; }

    internal IReadOnlyList<MemorySegment> Segments
    {
        get
        {
            lock (_segments)
                return [.. _segments];
        }
    }

    internal MemorySegment Last(ParticipantRole who) => Segments.Last(s => s.Participant == who);

    public async Task<ISegmentWriter> OpenSegmentAsync(
        string sessionId, ParticipantRole participant, long startMs, CancellationToken cancellationToken)
    {
        await Opening.WaitAsync(cancellationToken);
        if (Fault is not null)
            throw Fault;
        var segment = new MemorySegment(sessionId, participant, startMs);
        lock (_segments)
            _segments.Add(segment);
        return segment;
    }
}

/// <summary>One segment in memory.</summary>
internal sealed class MemorySegment(string sessionId, ParticipantRole participant, long startMs) : ISegmentWriter
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<MediaFrame> _frames = [];

    public Task Completion => _completion.Task;

    /// <summary>How long the store has been at a write.</summary>
    public TimeSpan StoringFor { get; set; }

    internal string SessionId { get; } = sessionId;

    internal ParticipantRole Participant { get; } = participant;

    internal long StartMs { get; } = startMs;

    /// <summary>True makes the segment refuse frames, as a full buffer does.</summary>
    internal bool IsFull { get; set; }

    internal IReadOnlyList<MediaFrame> Frames
    {
        get
        {
            lock (_frames)
                return [.. _frames];
        }
    }

    internal IReadOnlyList<MediaFrame> Of(MediaKind kind) => [.. Frames.Where(f => f.Kind == kind)];

    public bool TryWrite(in MediaFrame frame)
    {
        if (IsFull || _completion.Task.IsCompleted)
            return false;
        lock (_frames)
            _frames.Add(frame);
        return true;
    }

    public ValueTask DisposeAsync()
    {
        _completion.TrySetResult();
        return ValueTask.CompletedTask;
    }

    /// <summary>The disk fails.</summary>
    internal void Break() => _completion.TrySetException(new IOException("disk full"));
}
