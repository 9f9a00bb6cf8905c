using Microsoft.Extensions.Logging;
using PsyCare.Domain.Media;

namespace PsyCare.Media.Recording;

/// <summary>
/// One segment being opened, written or finished. Opening is asynchronous, so frames wait in a bounded queue meanwhile; nothing here ever
/// makes the media path wait. Everything but <see cref="RunAsync"/> is called under the server's lock.
/// </summary>
internal sealed partial class Segment(string sessionId, ParticipantRole participant, long startMs, RecordingContext context)
{
    private const int MaxWaitingFrames = 600; // about 6 s of sound and picture
    private static readonly TimeSpan DelayedAfter = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<MediaFrame> _waiting = new();
    private ISegmentWriter? _writer;
    private bool _delayed;

    /// <summary>True once writing has failed: no more frames are taken.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>Takes a frame. False when it will not be recorded.</summary>
    internal bool TryWrite(in MediaFrame frame)
    {
        if (!HasFailed && _writer is null && TryWait(frame))
            return true; // counted once it is known what becomes of it
        var accepted = !HasFailed && _writer is { } writer && writer.TryWrite(frame);
        context.Count(accepted);
        TellDelay();
        return accepted;
    }

    /// <summary>Finishes the segment in the background.</summary>
    internal void Finish() => _finish.TrySetResult();

    /// <summary>The segment's whole life. Reports its state; never throws.</summary>
    internal async Task RunAsync()
    {
        try
        {
            var writer = await context.Recorder.OpenSegmentAsync(sessionId, participant, startMs, CancellationToken.None).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                Begin(writer);
                await Task.WhenAny(_finish.Task, writer.Completion).ConfigureAwait(false);
                End();
            }

            await writer.Completion.ConfigureAwait(false);
            context.Report(sessionId, participant, SegmentState.Stopped);
        }
#pragma warning disable CA1031 // The recorder is a port: whatever it fails with, the call goes on and the failure is reported.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(context.Log, sessionId, participant, exception);
            Fail();
        }
    }

    // Looked at with every frame: whoever waits for a store may wait for minutes.
    private void TellDelay()
    {
        if (_writer is not { } writer || _delayed == writer.StoringFor >= DelayedAfter)
            return;
        _delayed = !_delayed;
        context.Report(sessionId, participant, _delayed ? SegmentState.Delayed : SegmentState.Started);
    }

    private bool TryWait(in MediaFrame frame)
    {
        if (_finish.Task.IsCompleted || _waiting.Count >= MaxWaitingFrames)
            return false;
        _waiting.Enqueue(frame);
        context.Wait(1);
        return true;
    }

    private void Begin(ISegmentWriter writer)
    {
        lock (context.Gate)
        {
            _writer = writer;
            context.Wait(-_waiting.Count);
            while (_waiting.TryDequeue(out var frame))
                context.Count(writer.TryWrite(frame));
            context.Report(sessionId, participant, SegmentState.Started);
        }
    }

    // A writer that completes on its own has failed; its Completion says how.
    private void End()
    {
        lock (context.Gate)
        {
            HasFailed = !_finish.Task.IsCompleted;
            _writer = null;
        }
    }

    private void Fail()
    {
        lock (context.Gate)
        {
            HasFailed = true;
            context.Wait(-_waiting.Count);
            while (_waiting.TryDequeue(out _))
                context.Count(accepted: false);
            context.Report(sessionId, participant, SegmentState.Failed);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {Participant} of session {SessionId} failed")]
    private static partial void LogFailed(ILogger log, string sessionId, ParticipantRole participant, Exception exception);
}
