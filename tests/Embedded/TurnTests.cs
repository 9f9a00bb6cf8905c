using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace PsyCare.Embedded.Tests;

public interface ITurnGrain : IGrainWithStringKey
{
    Task WriteAsync(string name);

    [ReadOnly]
    Task ReadAsync(string name);

    [AlwaysInterleave]
    Task PeekAsync(string name);

    Task CallAsync(ITurnGrain other, string name);

    Task CallBackAsync(ITurnGrain caller, string name);

    Task<string?> AmbientAsync();
}

public sealed class TurnGrain(Probe probe) : Grain, ITurnGrain
{
    public static readonly AsyncLocal<string?> Ambient = new();

    public Task WriteAsync(string name) => probe.PassAsync(name);

    public Task ReadAsync(string name) => probe.PassAsync(name);

    public Task PeekAsync(string name) => probe.PassAsync(name);

    public Task CallAsync(ITurnGrain other, string name) => other.CallBackAsync(this.AsReference<ITurnGrain>(), name);

    public Task CallBackAsync(ITurnGrain caller, string name)
    {
        probe.Note("calling back");
        return caller.WriteAsync(name);
    }

    public Task<string?> AmbientAsync() => Task.FromResult(Ambient.Value);
}

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> AddSlowlyAsync();
}

[Reentrant]
public sealed class CounterGrain : Grain, ICounterGrain
{
    private int _count;
    private int _inside;

    public async Task<int> AddSlowlyAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            // Two continuations at once would see each other here.
            if (Interlocked.Increment(ref _inside) != 1) throw new InvalidOperationException("Two turns at once");
            _count++;
            Interlocked.Decrement(ref _inside);
            await Task.Yield();
        }

        return _count;
    }
}

public sealed class TurnTests
{
    private const int Limit = 30_000;

    [Fact(Timeout = Limit)]
    public async Task Requests_of_a_grain_run_one_after_another_in_order()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        var grain = host.Grain<ITurnGrain>();
        var calls = new[] { "first", "second", "third" }.Select(grain.WriteAsync).ToArray();
        foreach (var name in new[] { "first", "second", "third" })
        {
            await host.Probe.Reached(name);
            Assert.Equal(name, host.Probe.Log[^1]);
            host.Probe.Open(name);
        }

        await Task.WhenAll(calls);
        Assert.Equal(["first", "second", "third"], host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task Readers_overlap_each_other_but_no_writer()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        var grain = host.Grain<ITurnGrain>();
        var one = grain.ReadAsync("reader one");
        var write = grain.WriteAsync("writer");
        var two = grain.ReadAsync("reader two");
        await host.Probe.Reached("reader one");
        await host.Probe.Reached("reader two");
        Assert.DoesNotContain("writer", host.Probe.Log);
        host.Probe.Open("reader one");
        await one;
        await grain.PeekAsync("peek").WaitAsync(Open(host, "peek"));
        Assert.DoesNotContain("writer", host.Probe.Log);
        host.Probe.Open("reader two");
        await two;
        await host.Probe.Reached("writer");
        host.Probe.Open("writer");
        await write;
    }

    [Fact(Timeout = Limit)]
    public async Task An_always_interleaving_request_overlaps_a_writer()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        var grain = host.Grain<ITurnGrain>();
        var write = grain.WriteAsync("writer");
        await host.Probe.Reached("writer");
        host.Probe.Open("peek");
        await grain.PeekAsync("peek");
        Assert.False(write.IsCompleted);
        host.Probe.Open("writer");
        await write;
    }

    [Fact(Timeout = Limit)]
    public async Task Even_a_reentrant_grain_runs_one_continuation_at_a_time()
    {
        await using var host = await TestHost.StartAsync<CounterGrain>();
        var grain = host.Grain<ICounterGrain>();
        var counts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(grain.AddSlowlyAsync)));
        Assert.Equal(2000, counts.Max());
    }

    [Fact(Timeout = Limit)]
    public async Task Grains_do_not_wait_for_each_other()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        var held = host.Grain<ITurnGrain>("held").WriteAsync("held");
        await host.Probe.Reached("held");
        host.Probe.Open("free");
        await host.Grain<ITurnGrain>("free").WriteAsync("free");
        Assert.False(held.IsCompleted);
    }

    [Fact(Timeout = Limit)]
    public async Task A_call_that_comes_back_to_its_waiting_caller_times_out_instead_of_hanging()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        var (a, b) = (host.Grain<ITurnGrain>("a"), host.Grain<ITurnGrain>("b"));
        var call = a.CallAsync(b, "never");
        await host.Probe.Reached("calling back");
        await host.Clock.WhenTimersArmed(4); // The collector, and the three calls that wait.
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        host.Probe.Open("afterwards");
        await a.WriteAsync("afterwards");
        await b.WriteAsync("afterwards");
        Assert.DoesNotContain("never", host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task A_request_that_nobody_waits_for_any_more_is_not_begun()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        var grain = host.Grain<ITurnGrain>();
        var running = grain.WriteAsync("running");
        await host.Probe.Reached("running");
        var waiting = grain.WriteAsync("waiting");
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => running);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        host.Probe.Open("running");
        host.Probe.Open("last");
        await grain.WriteAsync("last");
        Assert.Equal(["running", "last"], host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task The_callers_ambient_values_stay_with_the_caller()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        TurnGrain.Ambient.Value = "the caller's";
        Assert.Null(await host.Grain<ITurnGrain>().AmbientAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Calls_are_turned_away_when_the_host_has_stopped()
    {
        await using var host = await TestHost.StartAsync<TurnGrain>();
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => host.Grain<ITurnGrain>().WriteAsync("late"));
    }

    private static CancellationToken Open(TestHost host, string gate)
    {
        host.Probe.Open(gate);
        return CancellationToken.None;
    }
}
