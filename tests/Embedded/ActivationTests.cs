using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace PsyCare.Embedded.Tests;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> CountAsync();

    Task HoldAsync(string gate);

    Task EndAsync();

    Task DelayAsync(TimeSpan time);

    Task TickAsync(TimeSpan period, bool keepAlive);
}

public sealed class LifeGrain(Probe probe, LifeGrain.Scoped scoped) : Grain, ILifeGrain, IDisposable
{
    private int _calls;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ = scoped;
        probe.Note("activated");
        return probe.Refuses ? throw new InvalidOperationException("not today") : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        probe.PassAsync($"deactivated: {reason.ReasonCode}");

    public Task<int> CountAsync() => Task.FromResult(++_calls);

    public Task HoldAsync(string gate) => probe.PassAsync(gate);

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task DelayAsync(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task TickAsync(TimeSpan period, bool keepAlive)
    {
        this.RegisterGrainTimer(
            () => Task.CompletedTask, new GrainTimerCreationOptions(period, period) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public void Dispose() => probe.Note("grain disposed");

    public sealed class Scoped(Probe probe) : IDisposable
    {
        public void Dispose() => probe.Note("scope disposed");
    }
}

public interface IFleetingGrain : IGrainWithStringKey
{
    Task CallAsync(bool last);
}

/// <summary>Notices when two of its kind live at once under one key.</summary>
public sealed class FleetingGrain(Probe probe) : Grain, IFleetingGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (probe.Alive.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, n) => n + 1) != 1) probe.Note("two at once");
        await Task.Yield();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        probe.Alive.AddOrUpdate(this.GetPrimaryKeyString(), 0, (_, n) => n - 1);
    }

    public async Task CallAsync(bool last)
    {
        await Task.Yield();
        if (last) DeactivateOnIdle();
    }
}

public interface IQuitterGrain : IGrainWithStringKey
{
    Task CallAsync();
}

public sealed class QuitterGrain : Grain, IQuitterGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task CallAsync() => Task.CompletedTask;
}

public sealed class ActivationTests
{
    private const int Limit = 30_000;
    private const string Idle = "deactivated: ActivationIdle";
    private const string Asked = "deactivated: ApplicationRequested";
    private const string Stopping = "deactivated: ShuttingDown";

    [Fact(Timeout = Limit)]
    public async Task Many_first_calls_at_once_make_one_activation()
    {
        await using var host = await StartAsync();
        var counts = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => host.Grain<ILifeGrain>().CountAsync())));
        Assert.Equal(Enumerable.Range(1, 500), counts.Order());
        Assert.Equal(1, Count(host, "activated"));
        Assert.Equal(1, host.ActiveGrains);
    }

    [Fact(Timeout = Limit)]
    public async Task No_two_activations_of_a_grain_ever_live_at_once()
    {
        await using var host = await TestHost.StartAsync<FleetingGrain>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 500; i++)
            {
                try
                {
                    await host.Grain<IFleetingGrain>($"{random.Next(3)}").CallAsync(last: random.Next(4) == 0);
                }
                catch (OrleansMessageRejectionException)
                {
                    // Handed on too often: allowed, as long as nothing overlaps.
                }
            }
        })));
        await host.StopAsync();
        Assert.Empty(host.Probe.Log);
        Assert.All(host.Probe.Alive.Values, alive => Assert.Equal(0, alive));
    }

    [Fact(Timeout = Limit)]
    public async Task A_request_that_never_ends_does_not_hold_up_the_stop_for_ever()
    {
        await using var host = await StartAsync();
        host.Probe.Open(Stopping);
        var stuck = host.Grain<ILifeGrain>("stuck").HoldAsync("stuck");
        await host.Grain<ILifeGrain>("well").CountAsync();
        await host.Probe.Reached("stuck");
        var stop = host.StopAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await host.Probe.Reached(Stopping); // The other grain gets its deactivation all the same.
        await host.Clock.WhenTimersArmed(2);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await stop;
        await Assert.ThrowsAsync<TimeoutException>(() => stuck);
    }

    [Fact(Timeout = Limit)]
    public async Task An_idle_grain_is_deactivated_and_comes_back_when_called()
    {
        await using var host = await StartAsync();
        host.Probe.Open(Idle);
        Assert.Equal(1, await host.Grain<ILifeGrain>().CountAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(17));
        await host.Probe.Reached("scope disposed");
        Assert.Equal(["activated", Idle, "grain disposed", "scope disposed"], host.Probe.Log);
        Assert.Equal(1, await host.Grain<ILifeGrain>().CountAsync());
        Assert.Equal(2, Count(host, "activated"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_grain_in_use_stays_active()
    {
        await using var host = await StartAsync();
        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(i, await host.Grain<ILifeGrain>().CountAsync());
            host.Clock.Advance(TimeSpan.FromMinutes(14));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_grain_can_delay_being_deactivated()
    {
        await using var host = await StartAsync();
        host.Probe.Open(Idle);
        await host.Grain<ILifeGrain>().DelayAsync(TimeSpan.FromHours(2));
        host.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.DoesNotContain(Idle, host.Probe.Log);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.Probe.Reached(Idle);
    }

    [Fact(Timeout = Limit)]
    public async Task A_timer_alone_does_not_keep_a_grain_active()
    {
        await using var host = await StartAsync();
        host.Probe.Open(Idle);
        await host.Grain<ILifeGrain>().TickAsync(TimeSpan.FromHours(5), keepAlive: false);
        host.Clock.Advance(TimeSpan.FromMinutes(17));
        await host.Probe.Reached(Idle);
    }

    [Fact(Timeout = Limit)]
    public async Task Requests_that_wait_while_a_grain_ends_go_to_the_next_activation()
    {
        await using var host = await StartAsync();
        var grain = host.Grain<ILifeGrain>();
        await grain.EndAsync();
        await host.Probe.Reached(Asked);
        var call = grain.CountAsync();
        Assert.Equal(1, Count(host, "activated"));
        host.Probe.Open(Asked);
        Assert.Equal(1, await call);
        Assert.Equal(["activated", Asked, "grain disposed", "scope disposed", "activated"], host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task A_grain_ends_only_when_its_running_request_is_done()
    {
        await using var host = await StartAsync();
        var grain = host.Grain<ILifeGrain>();
        var held = grain.HoldAsync("held");
        await host.Probe.Reached("held");
        var stop = host.StopAsync();
        Assert.DoesNotContain(Stopping, host.Probe.Log);
        host.Probe.Open("held");
        await held;
        await host.Probe.Reached(Stopping);
        Assert.False(stop.IsCompleted);
        host.Probe.Open(Stopping);
        await stop;
    }

    [Fact(Timeout = Limit)]
    public async Task Stopping_deactivates_every_grain_and_disposes_it()
    {
        await using var host = await StartAsync();
        host.Probe.Open(Stopping);
        foreach (var key in Enumerable.Range(0, 50)) await host.Grain<ILifeGrain>($"{key}").CountAsync();
        await host.StopAsync();
        Assert.Equal(50, Count(host, Stopping));
        Assert.Equal(50, Count(host, "grain disposed"));
        Assert.Equal(0, host.ActiveGrains);
    }

    [Fact(Timeout = Limit)]
    public async Task A_grain_that_does_not_finish_its_deactivation_does_not_hold_up_the_stop_for_ever()
    {
        await using var host = await StartAsync();
        await host.Grain<ILifeGrain>().CountAsync();
        var stop = host.StopAsync();
        await host.Probe.Reached(Stopping);
        await host.Clock.WhenTimersArmed(2);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await stop;
    }

    [Fact(Timeout = Limit)]
    public async Task A_failed_activation_fails_its_callers_and_the_next_call_tries_again()
    {
        await using var host = await StartAsync();
        host.Probe.Refuses = true;
        var e = await Assert.ThrowsAsync<InvalidOperationException>(host.Grain<ILifeGrain>().CountAsync);
        Assert.Equal("not today", e.Message);
        host.Probe.Refuses = false;
        Assert.Equal(1, await host.Grain<ILifeGrain>().CountAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_grain_that_always_ends_itself_turns_requests_away()
    {
        await using var host = await TestHost.StartAsync<QuitterGrain>();
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(host.Grain<IQuitterGrain>().CallAsync);
    }

    private static Task<TestHost> StartAsync() =>
        TestHost.StartAsync([typeof(LifeGrain)], services: s => s.AddScoped<LifeGrain.Scoped>());

    private static int Count(TestHost host, string what) => host.Probe.Log.Count(entry => entry == what);
}
