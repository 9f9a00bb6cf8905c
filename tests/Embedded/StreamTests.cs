using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;
using Orleans.Streams.Core;
using PsyCare.Embedded.Tests.Plain;

namespace PsyCare.Embedded.Tests;

public interface IConsumerGrain : IGrainWithStringKey
{
    Task EndAsync();

    Task HoldAsync(string gate);
}

/// <summary>Woken by streams of a namespace, with the stream's key.</summary>
[ImplicitStreamSubscription("frames")]
public sealed class ConsumerGrain(Probe probe) : Grain, IConsumerGrain, IStreamSubscriptionObserver, IAsyncObserver<Pet>
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Note($"ended {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        probe.Note($"subscribed {handleFactory.StreamId}");
        return handleFactory.Create<Pet>().ResumeAsync(this);
    }

    public async Task OnNextAsync(Pet item, StreamSequenceToken? token = null)
    {
        await probe.PassAsync($"{this.GetPrimaryKeyString()} got {item.Name}");
        if (item.Name == "bad") throw new InvalidOperationException("cannot take it");
    }

    public Task OnErrorAsync(Exception ex)
    {
        probe.Note($"error {ex.Message}");
        return Task.CompletedTask;
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task HoldAsync(string gate) => probe.PassAsync(gate);
}

public interface ISubscriberGrain : IGrainWithStringKey
{
    Task SubscribeAsync(string stream);

    Task<int> UnsubscribeAsync(string stream);

    Task PublishAsync(string stream, string name);

    Task EndAsync();
}

/// <summary>Subscribes when asked, and resumes its subscriptions when it is activated again.</summary>
public sealed class SubscriberGrain(Probe probe) : Grain, ISubscriberGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream("wanted").GetAllSubscriptionHandles()) await handle.ResumeAsync(TakeAsync);
    }

    public Task SubscribeAsync(string stream) => Stream(stream).SubscribeAsync(TakeAsync);

    public async Task<int> UnsubscribeAsync(string stream)
    {
        var handles = await Stream(stream).GetAllSubscriptionHandles();
        foreach (var handle in handles) await handle.UnsubscribeAsync();
        return handles.Count;
    }

    public Task PublishAsync(string stream, string name) => Stream(stream).OnNextAsync(new Pet(name, []));

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task TakeAsync(Pet pet, StreamSequenceToken? token)
    {
        probe.Note($"took {pet.Name}");
        return Task.CompletedTask;
    }

    private IAsyncStream<Pet> Stream(string key) => this.GetStreamProvider("streams").GetStream<Pet>(StreamId.Create("plain", key));
}

public sealed class StreamTests : IAsyncLifetime
{
    private const int Limit = 30_000;
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        [typeof(ConsumerGrain), typeof(SubscriberGrain)], options => options.StreamQueueCapacity = 4);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact(Timeout = Limit)]
    public async Task Events_wake_their_consumer_and_come_in_order()
    {
        foreach (var i in Enumerable.Range(0, 200)) _host.Probe.Open($"one got {i}");
        foreach (var i in Enumerable.Range(0, 200)) await Frames("one").OnNextAsync(new Pet($"{i}", []));
        await _host.Probe.Reached("one got 199");
        Assert.Equal(["subscribed frames/one", .. Enumerable.Range(0, 200).Select(i => $"one got {i}")], _host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task An_event_waits_for_the_grains_running_request()
    {
        var held = _host.Grain<IConsumerGrain>().HoldAsync("held");
        await _host.Probe.Reached("held");
        await Frames("one").OnNextAsync(new Pet("Ada", []));
        Assert.Equal(["held"], _host.Probe.Log);
        _host.Probe.Open("held");
        await held;
        await _host.Probe.Reached("one got Ada");
    }

    [Fact(Timeout = Limit)]
    public async Task The_next_activation_is_asked_to_resume()
    {
        _host.Probe.Open("one got Ada");
        await Frames("one").OnNextAsync(new Pet("Ada", []));
        await _host.Probe.Reached("one got Ada");
        await _host.Grain<IConsumerGrain>().EndAsync();
        await Frames("one").OnNextAsync(new Pet("Rex", []));
        await _host.Probe.Reached("one got Rex");
        Assert.Equal(
            ["subscribed frames/one", "one got Ada", "ended ApplicationRequested", "subscribed frames/one", "one got Rex"], _host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task A_publisher_waits_while_a_consumers_queue_is_full()
    {
        var published = Enumerable.Range(0, 6).Select(i => Frames("one").OnNextAsync(new Pet($"{i}", []))).ToArray();
        await _host.Probe.Reached("one got 0");
        await Task.WhenAll(published[..5]);
        Assert.False(published[5].IsCompleted);
        _host.Probe.Open("one got 0");
        await published[5];
    }

    [Fact(Timeout = Limit)]
    public async Task A_consumer_that_takes_nothing_fails_its_publisher_in_the_end()
    {
        var published = Enumerable.Range(0, 6).Select(i => Frames("one").OnNextAsync(new Pet($"{i}", []))).ToArray();
        await _host.Probe.Reached("one got 0");
        await Task.WhenAll(published[..5]);
        await _host.Clock.WhenTimersArmed(3);
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => published[5]);
    }

    [Fact(Timeout = Limit)]
    public async Task A_failing_consumer_is_told_and_gets_the_next_event()
    {
        _host.Probe.Open("one got bad");
        await Frames("one").OnNextAsync(new Pet("bad", []));
        await Frames("one").OnNextAsync(new Pet("good", []));
        await _host.Probe.Reached("one got good");
        Assert.Equal(["subscribed frames/one", "one got bad", "error cannot take it", "one got good"], _host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task A_subscription_of_a_grain_outlives_its_activation()
    {
        var grain = _host.Grain<ISubscriberGrain>();
        await grain.SubscribeAsync("wanted");
        await _host.Grain<ISubscriberGrain>("publisher").PublishAsync("wanted", "Ada");
        await _host.Probe.Reached("took Ada");
        await grain.EndAsync();
        await _host.Grain<ISubscriberGrain>("publisher").PublishAsync("wanted", "Rex");
        await _host.Probe.Reached("took Rex");
        Assert.Equal(1, await grain.UnsubscribeAsync("wanted"));
        Assert.Equal(0, await grain.UnsubscribeAsync("wanted"));
        await _host.Grain<ISubscriberGrain>("publisher").PublishAsync("wanted", "nobody");
        await _host.StopAsync();
        Assert.Equal(["took Ada", "took Rex"], _host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task Code_outside_of_grains_can_subscribe()
    {
        var heard = new TaskCompletionSource<string>();
        var stream = _host.Client.GetStreamProvider("streams").GetStream<Pet>(StreamId.Create("plain", "outside"));
        var handle = await stream.SubscribeAsync((pet, token) =>
        {
            heard.SetResult($"{pet.Name} {token!.SequenceNumber > 0}");
            return Task.CompletedTask;
        });
        await _host.Grain<ISubscriberGrain>().PublishAsync("outside", "Ada");
        Assert.Equal("Ada True", await heard.Task);
        Assert.Equal(handle, (await stream.GetAllSubscriptionHandles()).Single());
        await handle.UnsubscribeAsync();
        Assert.Empty(await stream.GetAllSubscriptionHandles());
        await _host.Grain<ISubscriberGrain>().PublishAsync("outside", "nobody");
    }

    [Fact(Timeout = Limit)]
    public async Task Stopping_delivers_what_was_published()
    {
        foreach (var i in Enumerable.Range(0, 4)) await Frames("one").OnNextAsync(new Pet($"{i}", []));
        await _host.Probe.Reached("one got 0");
        var stop = _host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Frames("one").OnNextAsync(new Pet("late", [])));
        _host.Probe.OpenAll();
        await stop;
        Assert.Equal(["one got 3", "ended ShuttingDown"], _host.Probe.Log.TakeLast(2));
    }

    [Fact(Timeout = Limit)]
    public async Task An_event_without_a_serializer_is_refused_at_the_first_publish()
    {
        var stream = _host.Client.GetStreamProvider("streams").GetStream<NotAMessage>(StreamId.Create("plain", "bad"));
        await Assert.ThrowsAsync<CodecNotFoundException>(() => stream.OnNextAsync(new NotAMessage()));
    }

    [Fact(Timeout = Limit)]
    public async Task An_unknown_provider_is_an_error()
    {
        await Task.CompletedTask;
        Assert.Throws<KeyNotFoundException>(() => _host.Client.GetStreamProvider("nowhere"));
    }

    private IAsyncStream<Pet> Frames(string key) => _host.Client.GetStreamProvider("streams").GetStream<Pet>("frames", key);
}
