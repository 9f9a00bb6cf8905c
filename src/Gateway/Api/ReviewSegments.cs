using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;
using PsyCare.Gateway.Media;
using PsyCare.Vault;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>Compares a recording's files with its index and with what the audit logs say of them.</summary>
internal sealed class ReviewSegments(
    IClusterClient grains, RecordingVault vault, AffectTrackStore tracks, AuditedFiles audited, GrainRecorder recorder, ILogger<ReviewSegments> log)
{
    /// <summary>What plays, and what is not as it was recorded.</summary>
    public async Task<(IReadOnlyList<SegmentView> Playable, IReadOnlyList<RecordingFaultView> Faults)> ReadAsync(
        string sessionId, SessionPhase phase, RecordingIndex index)
    {
        var playable = new List<SegmentView>();
        var faults = new List<RecordingFaultView>();
        var known = await Task.Run(() => audited.Of(sessionId));
        foreach (var segment in index.Segments)
        {
            List<SealedExtent> entered = [.. known[segment.SegmentId]];
            var (file, fault) = await CompareAsync(sessionId, segment, entered);
            if (fault is not null)
                faults.Add(new RecordingFaultView(segment.SegmentId, segment.Participant, segment.StartMs, fault.Value));
            if (file is { Chunks: > 0 })
                playable.Add(View(sessionId, segment, file));
            if (file is not null && fault is null && entered.Count == 0 && phase == SessionPhase.Ended && !recorder.IsWriting(segment.SegmentId))
                await SettleAsync(sessionId, segment, file);
        }

        if (index.RecordingErasedAt is null)
            faults.AddRange(Unlisted(known, index));
        if (index.AffectErasedAt is null && await TrackFaultAsync(sessionId, phase) is { } track)
            faults.Add(track);
        return (playable, faults);
    }

    private static SegmentView View(string sessionId, RecordingSegment segment, SegmentDescription file) => new(
        segment.SegmentId, segment.Participant, file.StartMs, file.DurationMs,
        $"/api/sessions/{sessionId}/recording/{segment.SegmentId}?chunks={file.Chunks}");

    private static IEnumerable<RecordingFaultView> Unlisted(ILookup<string, SealedExtent> known, RecordingIndex index) =>
        known.Select(file => file.Key).Where(id => id != AuditedFiles.AffectTrack && index.Segments.All(s => s.SegmentId != id))
            .Select(id => new RecordingFaultView(id, Participant: null, StartMs: 0, RecordingFault.Unlisted));

    /// <summary>The segment as its file tells, null where nothing there opens; and what is wrong with it.</summary>
    private async ValueTask<(SegmentDescription? File, RecordingFault? Fault)> CompareAsync(
        string sessionId, RecordingSegment segment, List<SealedExtent> entered)
    {
        List<SealedExtent> confirmed =
            [new(segment.Chunks, segment.Bytes, Finished: segment.DurationMs is not null && segment.Bytes > 0), .. entered];
        var isForged = false;
        if (segment.Checkpoint is { } signed)
        {
            var extent = new SealedExtent(signed.Chunks, signed.Bytes, Finished: false, signed.Heads);
            confirmed.Add(extent);
            // An entry of the log says more than a signature.
            isForged = entered.Count == 0 && !audited.IsSigned(sessionId, segment.SegmentId, extent, Convert.FromBase64String(signed.Signature));
        }

        try
        {
            var file = await vault.DescribeAsync(sessionId, segment.SegmentId, confirmed);
            return (file, FaultOf(file, confirmed) ?? (isForged ? RecordingFault.Replaced : null));
        }
        catch (KeyDestroyedException)
        {
            // Erased since: only an older index still lists it.
            return (null, null);
        }
        catch (SealBrokenException)
        {
            log.LogError("Segment {Segment} of session {Session} does not open: it was altered or replaced", segment.SegmentId, sessionId);
            return (null, RecordingFault.Lost);
        }
    }

    private static RecordingFault? FaultOf(SegmentDescription? file, IReadOnlyList<SealedExtent> confirmed) => file?.End switch
    {
        null => confirmed.Any(extent => extent.Bytes > 0) ? RecordingFault.Lost : null,
        SegmentEnd.Shortened => RecordingFault.Shortened,
        SegmentEnd.Damaged => RecordingFault.Altered,
        SegmentEnd.Replaced => RecordingFault.Replaced,
        _ => null,
    };

    private async Task<RecordingFaultView?> TrackFaultAsync(string sessionId, SessionPhase phase)
    {
        try
        {
            if (await tracks.CheckAsync(sessionId) is not (null or SegmentEnd.Cut))
                return new RecordingFaultView(AuditedFiles.AffectTrack, ParticipantRole.Patient, StartMs: 0, RecordingFault.Track);
            if (phase == SessionPhase.Ended)
                await tracks.SettleAsync(sessionId, practiceId: null, CancellationToken.None);
            return null;
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }

    /// <summary>What a crash left is entered when it is first seen, as is what an earlier release finished: from then on less is a fault.</summary>
    private async Task SettleAsync(string sessionId, RecordingSegment segment, SegmentDescription file)
    {
        await audited.EnterAsync(sessionId, segment.SegmentId, file.Extent);
        if (file.Bytes > segment.Bytes)
            await grains.GetGrain<IRecordingGrain>(sessionId).CheckpointSegmentAsync(segment.SegmentId, file.Chunks, file.Bytes);
    }
}
