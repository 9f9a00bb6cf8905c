using System.Threading.Channels;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using PsyCare.Contracts;
using PsyCare.Domain.Affect;

namespace PsyCare.Grains.Tests.Hosting;

/// <summary>Listens to a session's readings as a gateway does.</summary>
public sealed class SampleCollector : IAsyncObserver<AffectSample>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<AffectSample> _samples = Channel.CreateUnbounded<AffectSample>();

    /// <summary>Subscribes.</summary>
    public static async Task<SampleCollector> ListenAsync(IClusterClient client, string sessionId)
    {
        var collector = new SampleCollector();
        await client.GetStreamProvider(StreamNames.Provider)
            .GetStream<AffectSample>(StreamId.Create(StreamNames.Affect, sessionId))
            .SubscribeAsync(collector);
        return collector;
    }

    /// <summary>The next sample; fails when none comes for a long time.</summary>
    public async Task<AffectSample> NextAsync() => await _samples.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Whether a sample has arrived that was not taken yet.</summary>
    public bool HasMore => _samples.Reader.TryPeek(out _);

    /// <inheritdoc/>
    public Task OnNextAsync(AffectSample item, StreamSequenceToken? token = null) => _samples.Writer.WriteAsync(item).AsTask();

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        _samples.Writer.TryComplete(ex);
        return Task.CompletedTask;
    }
}
