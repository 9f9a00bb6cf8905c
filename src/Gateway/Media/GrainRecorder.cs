using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Media;
using PsyCare.Vault;

namespace PsyCare.Gateway.Media;

/// <summary>
/// Opens recordings: the grain keeps the index and the key, the vault writes the bytes. Stops after the media server and before the
/// grains, so that the last segments are entered in the index.
/// </summary>
internal sealed class GrainRecorder(IClusterClient grains, RecordingVault vault, TimeProvider time, ILogger<GrainRecorder> log)
    : IMediaRecorder, IHostedService
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Task> _open = new();

    /// <inheritdoc/>
    public async Task<ISegmentWriter> OpenSegmentAsync(
        string sessionId, ParticipantRole participant, long startMs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ticket = await grains.GetGrain<IRecordingGrain>(sessionId).OpenSegmentAsync(participant, startMs);
        var writer = vault.OpenWriter(sessionId, ticket.SegmentId, ticket.WrappedKey, participant, startMs);
        _open[ticket.SegmentId] = FollowAsync(sessionId, ticket, writer);
        return writer;
    }

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

    /// <summary>Enters the segment's length in the index. Where that fails, review reads it from the file.</summary>
    private async Task FollowAsync(string sessionId, SegmentTicket ticket, ISegmentWriter writer)
    {
        try
        {
            await writer.Completion;
            var duration = vault.Describe(sessionId, ticket.SegmentId, ticket.WrappedKey)?.DurationMs ?? 0;
            await grains.GetGrain<IRecordingGrain>(sessionId).CloseSegmentAsync(ticket.SegmentId, duration);
        }
        catch (Exception e)
        {
            log.LogError("Segment {Segment} of session {Session} was not finished: {Exception}", ticket.SegmentId, sessionId, e.GetType().Name);
        }

        _open.TryRemove(ticket.SegmentId, out _);
    }
}
