using Orleans;
using Orleans.Streams;
using PsyCare.Contracts;
using PsyCare.Domain.Affect;

namespace PsyCare.Gateway.Hubs;

/// <summary>A session's readings, subscribed to only while a therapist watches.</summary>
internal sealed class AffectSubscription(string sessionId, IClusterClient grains, SessionPush push)
{
    private StreamSubscriptionHandle<AffectSample>? _handle;

    /// <summary>Starts or stops; not for two callers at once.</summary>
    public async Task SetAsync(bool wanted)
    {
        if (wanted && _handle is null)
        {
            var stream = grains.GetStreamProvider(StreamNames.Provider).GetStream<AffectSample>(StreamNames.Affect, sessionId);
            _handle = await stream.SubscribeAsync((sample, _) =>
            {
                push.Sample(sample);
                return Task.CompletedTask;
            });
        }
        else if (!wanted && _handle is { } handle)
        {
            _handle = null;
            await handle.UnsubscribeAsync();
        }
    }
}
