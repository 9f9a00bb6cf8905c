using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using PsyCare.ClusterKit;
using PsyCare.Contracts;

namespace PsyCare.Cluster.Tests.Streams;

/// <summary>A silo is killed with its queues and what was in them: the streams go on.</summary>
public sealed class LostSiloTests
{
    private const int Streams = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_stream_goes_on_without_the_silo_that_was_killed()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 3, gateways: 0);
        var provider = cluster.Client.GetStreamProvider(StreamNames.Provider);
        var followed = await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => Followed.StartAsync(provider.GetStream<int>("test", $"{i}"))));
        await Task.WhenAll(followed.Select(f => f.PublishUntilArrivedAsync(1)));

        await cluster.Silos[0].Process!.KillAsync();

        await Task.WhenAll(followed.Select(f => f.PublishUntilArrivedAsync(2)));
    }

    private sealed class Followed(IAsyncStream<int> stream)
    {
        private readonly ConcurrentQueue<int> _arrived = new();

        public static async Task<Followed> StartAsync(IAsyncStream<int> stream)
        {
            var followed = new Followed(stream);
            await stream.SubscribeAsync((item, _) =>
            {
                followed._arrived.Enqueue(item);
                return Task.CompletedTask;
            });
            return followed;
        }

        /// <summary>As a gateway does: what got lost with a silo is followed by the next frame.</summary>
        public async Task PublishUntilArrivedAsync(int item)
        {
            using var patience = new CancellationTokenSource(Patience);
            using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (!_arrived.Contains(item))
            {
                try
                {
                    await stream.OnNextAsync(item);
                }
                catch (Exception e) when (e is TimeoutException or OrleansException)
                {
                    // Lost.
                }

                await poll.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
