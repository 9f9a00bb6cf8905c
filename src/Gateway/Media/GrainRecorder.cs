using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Media;
using PsyCare.Vault;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Media;

/// <summary>
/// Opens recordings: the grain keeps the index, the vault writes the bytes, the audit log says how each file was finished. Stops after the media server and before the
/// grains, so that the last segments are entered in the index.
/// </summary>
internal sealed class GrainRecorder(
    IClusterClient grains, RecordingVault vault, AuditedFiles audited, TimeProvider time, ILogger<GrainRecorder> log) : IMediaRecorder, IHostedService
{
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Task> _open = new();

    /// <inheritdoc/>
    public async Task<ISegmentWriter> OpenSegmentAsync(
        string sessionId, ParticipantRole participant, long startMs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ticket = await grains.GetGrain<IRecordingGrain>(sessionId).OpenSegmentAsync(participant, startMs);
        var writer = vault.OpenWriter(sessionId, ticket.SegmentId, participant, startMs);
        _open[ticket.SegmentId] = FollowAsync(sessionId, ticket, writer);
        return writer;
    }

    /// <summary>Whether this process writes the segment now.</summary>
    public bool IsWriting(string segmentId) => _open.ContainsKey(segmentId);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_open.Values).WaitAsync(StopPatience, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            log.LogWarning("{Count} segments were not entered in the index in time; review reads their length from the files", _open.Count);
        }
    }

    /// <summary>Enters how much is on disk, every half minute and at the end. Where that fails, review reads the length from the file.</summary>
    private async Task FollowAsync(string sessionId, SegmentTicket ticket, IVaultSegmentWriter writer)
    {
        var index = grains.GetGrain<IRecordingGrain>(sessionId);
        try
        {
            await CheckpointUntilEndAsync(sessionId, ticket.SegmentId, writer);
            await writer.Completion;
            await audited.EnterAsync(sessionId, ticket.SegmentId, writer.Extent);
            var duration = (await vault.DescribeAsync(sessionId, ticket.SegmentId))?.DurationMs ?? 0;
            await index.CloseSegmentAsync(ticket.SegmentId, duration, writer.Extent.Chunks, writer.Extent.Bytes);
        }
        catch (Exception e)
        {
            GatewayMetrics.RecordingFailures.Add(1);
            log.LogError("Segment {Segment} of session {Session} was not finished: {Exception}", ticket.SegmentId, sessionId, e.GetType().Name);
        }

        _open.TryRemove(ticket.SegmentId, out _);
    }

    /// <summary>What a crash, a full disk or an intruder leaves of the file can then be compared with what was on disk.</summary>
    private async Task CheckpointUntilEndAsync(string sessionId, string segmentId, IVaultSegmentWriter writer)
    {
        using var timer = new PeriodicTimer(CheckpointEvery, time);
        do
        {
            await Task.WhenAny(writer.Completion, timer.WaitForNextTickAsync().AsTask());
            await CheckpointAsync(sessionId, segmentId, writer.Extent);
        }
        while (!writer.Completion.IsCompleted);
    }

    private async Task CheckpointAsync(string sessionId, string segmentId, SealedExtent extent)
    {
        // Nothing is on disk yet, or all of it, which the audit log and the index are told next.
        if (extent.Heads is not { } heads || extent.Finished)
            return;
        try
        {
            var signature = Convert.ToBase64String(audited.Sign(sessionId, segmentId, extent));
            await grains.GetGrain<IRecordingGrain>(sessionId).SignSegmentAsync(
                segmentId, new SegmentSignature(extent.Chunks, extent.Bytes, heads, signature));
        }
        catch (Exception e)
        {
            // The next one says more.
            log.LogWarning("A checkpoint of segment {Segment} was not entered: {Exception}", segmentId, e.GetType().Name);
        }
    }
}
