namespace PsyCare.Domain.Media;

/// <summary>Where the patient's lowest video layer goes on its way to inference. Must return at once.</summary>
public interface IFrameTap
{
    /// <summary>Hands over one frame. Called only while the session's policy allows analysis.</summary>
    void OnFrame(string sessionId, EncodedFrame frame);
}

/// <summary>Opens recordings.</summary>
public interface IMediaRecorder
{
    /// <summary>Opens a new segment: one uninterrupted run of one participant's media.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="participant">Whose media.</param>
    /// <param name="startMs">Session clock at the segment's first frame, milliseconds.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    Task<ISegmentWriter> OpenSegmentAsync(string sessionId, ParticipantRole participant, long startMs, CancellationToken cancellationToken);
}

/// <summary>Writes one segment. Disposing finishes it: what was accepted is made durable.</summary>
public interface ISegmentWriter : IAsyncDisposable
{
    /// <summary>Accepts a frame for writing; never blocks.</summary>
    /// <returns>False when the bounded buffer is full or the segment has failed: the frame is not recorded.</returns>
    bool TryWrite(in MediaFrame frame);

    /// <summary>How long the store has been at the write that is under way; zero where none is. Frames wait in the buffer meanwhile.</summary>
    TimeSpan StoringFor { get; }

    /// <summary>Completes when the segment has been finished; faults when writing failed (disk full, device error).</summary>
    Task Completion { get; }
}
