using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Utilities;

namespace PsyCare.Embedded.Tests;

public interface ISignalObserver : IGrainObserver
{
    Task OnSignalAsync(Letter letter);

    void OnHint(string text);
}

public interface ISignalGrain : IGrainWithStringKey
{
    Task SubscribeAsync(ISignalObserver observer);

    Task UnsubscribeAsync(ISignalObserver observer);

    Task SignalAsync(string text);

    Task HintAsync(string text);

    Task<int> CountAsync();

    Task<string> MakeReferenceAsync();
}

public sealed class SignalGrain : Grain, ISignalGrain
{
    private readonly ObserverManager<ISignalObserver> _observers;

    public SignalGrain(TimeProvider clock) => _observers =
        new ObserverManager<ISignalObserver>(TimeSpan.FromMinutes(5), NullLogger.Instance) { GetDateTime = () => clock.GetUtcNow().UtcDateTime };

    public Task SubscribeAsync(ISignalObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    public Task UnsubscribeAsync(ISignalObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public async Task SignalAsync(string text)
    {
        var letter = new Letter { Text = text };
        await _observers.Notify(o => o.OnSignalAsync(letter));
    }

    public Task HintAsync(string text)
    {
        _observers.Notify(o => o.OnHint(text));
        return Task.CompletedTask;
    }

    public Task<int> CountAsync() => Task.FromResult(_observers.Count);

    public Task<string> MakeReferenceAsync()
    {
        GrainFactory.CreateObjectReference<ISignalObserver>(new Listener());
        return Task.FromResult("made");
    }
}

public sealed class Listener : ISignalObserver
{
    public List<string> Heard { get; } = [];

    public TaskCompletionSource<string> Hint { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Letter? Last { get; private set; }

    public bool Fails { get; set; }

    public Task OnSignalAsync(Letter letter)
    {
        if (Fails) throw new InvalidOperationException("deaf");
        Heard.Add(letter.Text);
        Last = letter;
        letter.Text = "changed by the listener";
        return Task.CompletedTask;
    }

    public void OnHint(string text) => Hint.TrySetResult(text);
}

public sealed class ObserverTests
{
    private const int Limit = 30_000;

    [Fact(Timeout = Limit)]
    public async Task Observers_hear_their_own_copy_in_order()
    {
        await using var host = await TestHost.StartAsync<SignalGrain>();
        var (one, two) = (new Listener(), new Listener());
        var grain = host.Grain<ISignalGrain>();
        var reference = host.Client.CreateObjectReference<ISignalObserver>(one);
        await grain.SubscribeAsync(reference);
        await grain.SubscribeAsync(host.Client.CreateObjectReference<ISignalObserver>(two));
        await grain.SignalAsync("first");
        await grain.UnsubscribeAsync(reference);
        await grain.SignalAsync("second");
        await grain.HintAsync("hint");
        Assert.Equal("hint", await two.Hint.Task);
        Assert.Equal(["first"], one.Heard);
        Assert.Equal(["first", "second"], two.Heard);
        Assert.NotSame(one.Last, two.Last);
        GC.KeepAlive(one);
        GC.KeepAlive(two);
    }

    [Fact(Timeout = Limit)]
    public async Task Subscribing_again_renews_and_does_not_double()
    {
        await using var host = await TestHost.StartAsync<SignalGrain>();
        var listener = new Listener();
        var reference = host.Client.CreateObjectReference<ISignalObserver>(listener);
        await host.Grain<ISignalGrain>().SubscribeAsync(reference);
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        await host.Grain<ISignalGrain>().SubscribeAsync(reference);
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        await host.Grain<ISignalGrain>().SignalAsync("heard");
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await host.Grain<ISignalGrain>().SignalAsync("too late");
        Assert.Equal(["heard"], listener.Heard);
        Assert.Equal(0, await host.Grain<ISignalGrain>().CountAsync());
        GC.KeepAlive(listener);
    }

    [Fact(Timeout = Limit)]
    public async Task An_observer_that_fails_is_dropped_and_the_others_hear()
    {
        await using var host = await TestHost.StartAsync<SignalGrain>();
        var (deaf, well) = (new Listener { Fails = true }, new Listener());
        await host.Grain<ISignalGrain>().SubscribeAsync(host.Client.CreateObjectReference<ISignalObserver>(deaf));
        await host.Grain<ISignalGrain>().SubscribeAsync(host.Client.CreateObjectReference<ISignalObserver>(well));
        await host.Grain<ISignalGrain>().SignalAsync("hello");
        Assert.Equal(["hello"], well.Heard);
        Assert.Equal(1, await host.Grain<ISignalGrain>().CountAsync());
        GC.KeepAlive(deaf);
    }

    [Fact(Timeout = Limit)]
    public async Task An_observer_that_nobody_keeps_is_gone()
    {
        await using var host = await TestHost.StartAsync<SignalGrain>();
        var (reference, listener) = Forgotten(host);
        await host.Grain<ISignalGrain>().SubscribeAsync(reference);
        for (var i = 0; i < 10 && listener.IsAlive; i++) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        Assert.False(listener.IsAlive);

        var signal = host.Grain<ISignalGrain>().SignalAsync("nobody");
        await host.Clock.WhenTimersArmed(3); // The collector, the call, and the grain's call of the observer.
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => signal); // It was made before the grain's, which waits as long.
        Assert.Equal(0, await host.Grain<ISignalGrain>().CountAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_deleted_reference_leads_nowhere()
    {
        await using var host = await TestHost.StartAsync<SignalGrain>();
        var listener = new Listener();
        var reference = host.Client.CreateObjectReference<ISignalObserver>(listener);
        host.Client.DeleteObjectReference<ISignalObserver>(reference);
        reference.OnHint("nobody");
        Assert.False(listener.Hint.Task.IsCompleted);
        Assert.Throws<ArgumentException>(() => host.Client.DeleteObjectReference<ISignalObserver>(listener));
    }

    [Fact(Timeout = Limit)]
    public async Task References_are_made_outside_of_grains_and_of_local_objects_only()
    {
        await using var host = await TestHost.StartAsync<SignalGrain>();
        await Assert.ThrowsAsync<InvalidOperationException>(host.Grain<ISignalGrain>().MakeReferenceAsync);
        var reference = host.Client.CreateObjectReference<ISignalObserver>(new Listener());
        Assert.Throws<ArgumentException>(() => host.Client.CreateObjectReference<ISignalObserver>(reference));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ISignalObserver Reference, WeakReference Listener) Forgotten(TestHost host)
    {
        var listener = new Listener();
        return (host.Client.CreateObjectReference<ISignalObserver>(listener), new WeakReference(listener));
    }
}
