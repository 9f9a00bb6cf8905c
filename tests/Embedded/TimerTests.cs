using Orleans;
using Orleans.Runtime;

namespace PsyCare.Embedded.Tests;

public interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(string name, TimeSpan period, bool interleave, bool fails);

    Task ChangeAsync(TimeSpan due);

    Task StopAsync();

    Task HoldAsync(string gate);

    Task EndAsync();
}

public sealed class TimerGrain(Probe probe) : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private int _ticks;

    public Task StartAsync(string name, TimeSpan period, bool interleave, bool fails)
    {
        _timer = this.RegisterGrainTimer(
            async token =>
            {
                await probe.PassAsync($"{name} {++_ticks}");
                if (fails) throw new InvalidOperationException("a tick failed");
                probe.Note(token.IsCancellationRequested ? "cancelled" : "ticked");
            },
            new GrainTimerCreationOptions(period, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task ChangeAsync(TimeSpan due)
    {
        _timer!.Change(due, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task HoldAsync(string gate) => probe.PassAsync(gate);

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public sealed class TimerTests
{
    private const int Limit = 30_000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact(Timeout = Limit)]
    public async Task A_timer_ticks_again_a_period_after_the_last_tick_ended()
    {
        await using var host = await TestHost.StartAsync<TimerGrain>();
        await host.Grain<ITimerGrain>().StartAsync("tick", Second, interleave: false, fails: false);
        host.Clock.Advance(Second);
        await host.Probe.Reached("tick 1");
        host.Clock.Advance(10 * Second);
        Assert.DoesNotContain("tick 2", host.Probe.Log);
        host.Probe.Open("tick 1");
        await host.Probe.Reached("ticked");
        await host.Clock.WhenTimersArmed(2);
        host.Clock.Advance(Second);
        await host.Probe.Reached("tick 2");
    }

    [Fact(Timeout = Limit)]
    public async Task A_tick_waits_for_the_running_request()
    {
        await using var host = await TestHost.StartAsync<TimerGrain>();
        var grain = host.Grain<ITimerGrain>();
        await grain.StartAsync("tick", Second, interleave: false, fails: false);
        var held = grain.HoldAsync("held");
        await host.Probe.Reached("held");
        host.Clock.Advance(2 * Second);
        Assert.Equal(["held"], host.Probe.Log);
        host.Probe.Open("held");
        await held;
        await host.Probe.Reached("tick 1");
    }

    [Fact(Timeout = Limit)]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await using var host = await TestHost.StartAsync<TimerGrain>();
        var grain = host.Grain<ITimerGrain>();
        await grain.StartAsync("tick", Second, interleave: true, fails: false);
        var held = grain.HoldAsync("held");
        await host.Probe.Reached("held");
        host.Clock.Advance(2 * Second);
        await host.Probe.Reached("tick 1");
        Assert.False(held.IsCompleted);
        host.Probe.Open("held");
        await held;
    }

    [Fact(Timeout = Limit)]
    public async Task A_timer_survives_a_failing_tick()
    {
        await using var host = await TestHost.StartAsync<TimerGrain>();
        await host.Grain<ITimerGrain>().StartAsync("tick", Second, interleave: false, fails: true);
        foreach (var i in Enumerable.Range(1, 3))
        {
            host.Probe.Open($"tick {i}");
            await host.Clock.WhenTimersArmed(2);
            host.Clock.Advance(Second);
            await host.Probe.Reached($"tick {i}");
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_stopped_timer_is_silent_and_its_running_tick_is_told()
    {
        await using var host = await TestHost.StartAsync<TimerGrain>();
        var grain = host.Grain<ITimerGrain>();
        await grain.StartAsync("tick", Second, interleave: true, fails: false);
        host.Clock.Advance(Second);
        await host.Probe.Reached("tick 1");
        await grain.StopAsync();
        host.Probe.Open("tick 1");
        await host.Probe.Reached("cancelled");
        Assert.Equal(1, host.Clock.ArmedTimers);
    }

    [Fact(Timeout = Limit)]
    public async Task A_timer_can_be_given_another_time()
    {
        await using var host = await TestHost.StartAsync<TimerGrain>();
        var grain = host.Grain<ITimerGrain>();
        host.Probe.Open("tick 1");
        await grain.StartAsync("tick", 60 * Second, interleave: false, fails: false);
        await grain.ChangeAsync(Second);
        host.Clock.Advance(Second);
        await host.Probe.Reached("ticked");
        await grain.HoldAsync(Opened(host, "after"));
        Assert.Equal(1, host.Clock.ArmedTimers);
    }

    [Fact(Timeout = Limit)]
    public async Task Timers_end_with_their_activation()
    {
        await using var host = await TestHost.StartAsync<TimerGrain>();
        var grain = host.Grain<ITimerGrain>();
        await grain.StartAsync("tick", Second, interleave: false, fails: false);
        await grain.EndAsync();
        await grain.HoldAsync(Opened(host, "next activation"));
        host.Clock.Advance(10 * Second);
        Assert.Equal(["next activation"], host.Probe.Log);
    }

    private static string Opened(TestHost host, string gate)
    {
        host.Probe.Open(gate);
        return gate;
    }
}
