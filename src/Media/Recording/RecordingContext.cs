using Microsoft.Extensions.Logging;
using PsyCare.Domain.Media;

namespace PsyCare.Media.Recording;

/// <summary>What all segments share, and the tasks that finish them.</summary>
internal sealed class RecordingContext(IMediaRecorder recorder, EventQueue events, MediaCounters counters, Lock gate, ILogger log)
{
    private readonly List<Task> _running = [];

    internal IMediaRecorder Recorder => recorder;

    internal Lock Gate => gate;

    internal ILogger Log => log;

    internal void Count(bool accepted)
    {
        if (accepted)
            counters.FramesRecorded++;
        else
            counters.FramesUnrecorded++;
    }

    /// <summary>So many frames more wait for their segment.</summary>
    internal void Wait(int frames) => counters.FramesWaiting += frames;

    internal void Report(string sessionId, ParticipantRole participant, SegmentState state) =>
        events.Raise(e => e.OnRecording(sessionId, participant, state));

    /// <summary>Opens a segment in the background. Called under the lock.</summary>
    internal Segment Open(string sessionId, ParticipantRole participant, long startMs)
    {
        var segment = new Segment(sessionId, participant, startMs, this);
        _running.RemoveAll(t => t.IsCompleted);
        _running.Add(Task.Run(segment.RunAsync));
        return segment;
    }

    /// <summary>Completes when every segment that was told to finish has done so. Called under the lock.</summary>
    internal Task WhenFinished() => Task.WhenAll(_running);
}
