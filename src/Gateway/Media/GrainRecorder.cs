using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Media;
using PsyCare.Vault;

namespace PsyCare.Gateway.Media;

/// <summary>
/// Opens recordings: the grain keeps the index, the vault writes the bytes. Stops after the media server and before the
/// grains, so that the last segments are entered in the index.
/// </summary>
internal sealed class GrainRecorder(IClusterClient grains, RecordingVault vault, TimeProvider time, ILogger<GrainRecorder> log)
    : IMediaRecorder, IHostedService
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
            await CheckpointUntilEndAsync(index, ticket.SegmentId, writer);
            await writer.Completion;
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
    private async Task CheckpointUntilEndAsync(IRecordingGrain index, string segmentId, IVaultSegmentWriter writer)
    {
        using var timer = new PeriodicTimer(CheckpointEvery, time);
        do
        {
            await Task.WhenAny(writer.Completion, timer.WaitForNextTickAsync().AsTask());
            await CheckpointAsync(index, segmentId, writer.Extent);
        }
        while (!writer.Completion.IsCompleted);
    }

    private async Task CheckpointAsync(IRecordingGrain index, string segmentId, SegmentExtent extent)
    {
        try
        {
            await index.CheckpointSegmentAsync(segmentId, extent.Chunks, extent.Bytes);
        }
        catch (Exception e)
        {
            // The next one says more.
            log.LogWarning("A checkpoint of segment {Segment} was not entered: {Exception}", segmentId, e.GetType().Name);
        }
    }
}
