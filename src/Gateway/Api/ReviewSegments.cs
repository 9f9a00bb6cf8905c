using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Sessions;
using PsyCare.Gateway.Media;
using PsyCare.Vault;

namespace PsyCare.Gateway.Api;

/// <summary>Compares a recording's index with what its files hold now.</summary>
internal sealed class ReviewSegments(IClusterClient grains, RecordingVault vault, GrainRecorder recorder, ILogger<ReviewSegments> log)
{
    /// <summary>What plays, and what is not as it was recorded.</summary>
    public async Task<(IReadOnlyList<SegmentView> Playable, IReadOnlyList<RecordingFaultView> Faults)> ReadAsync(
        string sessionId, SessionPhase phase, RecordingIndex index)
    {
        var playable = new List<SegmentView>();
        var faults = new List<RecordingFaultView>();
        foreach (var segment in index.Segments)
        {
            var file = await DescribeOrNullAsync(sessionId, segment);
            if (FaultOf(segment, file) is { } fault)
                faults.Add(new RecordingFaultView(segment.SegmentId, segment.Participant, segment.StartMs, fault));
            if (file is not { Chunks: > 0 })
                continue;
            playable.Add(View(sessionId, segment, file));
            if (file.End == SegmentEnd.Cut && phase == SessionPhase.Ended && !recorder.IsWriting(segment.SegmentId))
                await SettleAsync(sessionId, segment, file);
        }

        return (playable, faults);
    }

    private static SegmentView View(string sessionId, RecordingSegment segment, SegmentDescription file) => new(
        segment.SegmentId, segment.Participant, file.StartMs, file.DurationMs,
        $"/api/sessions/{sessionId}/recording/{segment.SegmentId}?chunks={file.Chunks}");

    private static RecordingFault? FaultOf(RecordingSegment segment, SegmentDescription? file) => file?.End switch
    {
        null => segment.Bytes > 0 ? RecordingFault.Lost : null,
        SegmentEnd.Shortened => RecordingFault.Shortened,
        SegmentEnd.Damaged => RecordingFault.Altered,
        _ => null,
    };

    /// <summary>The segment as its file tells; null where nothing of it reached the disk, or nothing there opens.</summary>
    private async ValueTask<SegmentDescription?> DescribeOrNullAsync(string sessionId, RecordingSegment segment)
    {
        try
        {
            var confirmed = new SegmentExtent(segment.Chunks, segment.Bytes, Finished: segment.DurationMs is not null && segment.Bytes > 0);
            return await vault.DescribeAsync(sessionId, segment.SegmentId, confirmed);
        }
        catch (SealBrokenException)
        {
            log.LogError("Segment {Segment} of session {Session} does not open: it was altered or replaced", segment.SegmentId, sessionId);
            return null;
        }
    }

    /// <summary>What a crash left is entered when it is first seen: from then on less is a fault.</summary>
    private Task SettleAsync(string sessionId, RecordingSegment segment, SegmentDescription file) => file.Bytes > segment.Bytes
        ? grains.GetGrain<IRecordingGrain>(sessionId).CheckpointSegmentAsync(segment.SegmentId, file.Chunks, file.Bytes)
        : Task.CompletedTask;
}
