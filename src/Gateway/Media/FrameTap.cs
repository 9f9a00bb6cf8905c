using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Streams;
using PsyCare.Contracts;
using PsyCare.Contracts.Affect;
using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Media;

/// <summary>
/// Puts the patient's encoded frames on the stream to inference. The media thread only drops them into a bounded queue, one a session;
/// what does not fit is dropped and counted.
/// </summary>
internal sealed class FrameTap(IClusterClient grains, ILogger<FrameTap> log) : IFrameTap
{
    private const int MostFramesHeld = 64;

    private static readonly Meter Meter = new("PsyCare.Gateway");
    private static readonly Counter<long> Dropped =
        Meter.CreateCounter<long>("psycare.tap.frames.dropped", description: "Frames that inference was too slow to take.");

    private readonly ConcurrentDictionary<string, Channel<FrameMessage>> _queues = new();
    private long _dropped;

    /// <summary>Frames dropped since the start.</summary>
    public long DroppedFrames => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public void OnFrame(string sessionId, EncodedFrame frame)
    {
        if (!_queues.TryGetValue(sessionId, out var queue))
            queue = _queues.GetOrAdd(sessionId, Open);
        if (queue.Writer.TryWrite(FrameMessage.Of(frame)))
            return;
        Interlocked.Increment(ref _dropped);
        Dropped.Add(1);
    }

    /// <summary>Forgets a session whose video is no longer analysed, with every frame still waiting.</summary>
    public void Close(string sessionId)
    {
        if (!_queues.TryRemove(sessionId, out var queue))
            return;
        queue.Writer.TryComplete();
        while (queue.Reader.TryRead(out _))
        {
            // Consent has ended: what waits is not analysed.
        }
    }

    private Channel<FrameMessage> Open(string sessionId)
    {
        var queue = Channel.CreateBounded<FrameMessage>(new BoundedChannelOptions(MostFramesHeld) { SingleWriter = false });
        _ = Task.Run(() => PumpAsync(sessionId, queue.Reader));
        return queue;
    }

    private async Task PumpAsync(string sessionId, ChannelReader<FrameMessage> frames)
    {
        var stream = grains.GetStreamProvider(StreamNames.Provider).GetStream<FrameMessage>(StreamNames.Frames, sessionId);
        await foreach (var frame in frames.ReadAllAsync())
        {
            try
            {
                await stream.OnNextAsync(frame);
            }
            catch (Exception e)
            {
                log.LogWarning("A frame of session {Session} was not taken: {Exception}", sessionId, e.GetType().Name);
            }
        }
    }
}
