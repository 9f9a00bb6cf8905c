using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Streams;
using Orleans.TestingHost;
using PsyCare.Contracts;
using PsyCare.Silo.Cluster;
using PsyCare.Silo.Cluster.Streams;

namespace PsyCare.Cluster.Tests.Streams;

/// <summary>Two silos, a publisher and a consumer outside of them.</summary>
public sealed class SessionStreamsTests : IAsyncLifetime
{
    private const int Streams = 20;
    private const int Events = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<int, ConcurrentQueue<int>> _arrived = new();
    private readonly InProcessTestCluster _cluster;

    public SessionStreamsTests()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.Services.AddSingleton(TimeProvider.System).AddMessages();
            SessionStreams.Use(silo);
        });
        builder.ConfigureClient(client =>
        {
            client.Services.AddSingleton(TimeProvider.System).AddMessages();
            SessionStreams.Use(client);
        });
        _cluster = builder.Build();
    }

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Every_event_of_every_stream_arrives_once_and_in_order()
    {
        await FollowAsync();
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(async i =>
        {
            for (var e = 0; e < Events; e++)
                await Stream(i).OnNextAsync(e);
        }));
        await UntilAsync(i => _arrived[i].Count >= Events);
        Assert.All(_arrived.Values, events => Assert.Equal(Enumerable.Range(0, Events), events));
    }

    [Fact]
    public async Task Who_takes_from_a_queue_sends_away_who_waits_at_it()
    {
        var queue = _cluster.Client.GetGrain<IStreamQueueGrain>("queue");
        var first = queue.TakeAsync(1);
        var second = queue.TakeAsync(1);
        Assert.Empty(await first.WaitAsync(Patience));
        Assert.Empty(await second.WaitAsync(Patience));
    }

    private IAsyncStream<int> Stream(int i) => _cluster.Client.GetStreamProvider(StreamNames.Provider).GetStream<int>("test", $"{i}");

    private async Task FollowAsync()
    {
        for (var i = 0; i < Streams; i++)
        {
            var arrived = _arrived[i] = new ConcurrentQueue<int>();
            await Stream(i).SubscribeAsync((item, _) =>
            {
                arrived.Enqueue(item);
                return Task.CompletedTask;
            });
        }
    }

    private static async Task UntilAsync(Func<int, bool> done)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(PollEvery);
        while (!Enumerable.Range(0, Streams).All(done))
            await poll.WaitForNextTickAsync(patience.Token);
    }
}
