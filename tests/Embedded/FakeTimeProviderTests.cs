using PsyCare.TestKit.Time;

namespace PsyCare.Embedded.Tests;

/// <summary>The clock that every other test trusts.</summary>
public sealed class FakeTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_order_of_their_time_and_see_it()
    {
        var start = _clock.GetUtcNow();
        using var late = Timer("late", 3 * Second);
        using var early = Timer("early", Second);
        using var periodic = Timer("periodic", 2 * Second, 2 * Second);
        _clock.Advance(4 * Second);
        Assert.Equal(["early 1", "periodic 2", "late 3", "periodic 4"], _fired);
        Assert.Equal(start + 4 * Second, _clock.GetUtcNow());
        Assert.Equal(4 * Second, _clock.GetElapsedTime(start.UtcTicks));
    }

    [Fact]
    public void A_stopped_timer_is_silent()
    {
        var timer = Timer("never", Second);
        timer.Dispose();
        Assert.False(timer.Change(Second, Second));
        using var changed = Timer("never", Second);
        changed.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(10 * Second);
        Assert.Empty(_fired);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void A_timer_armed_by_a_timer_fires_in_the_same_advance()
    {
        using var second = Timer("second", Timeout.InfiniteTimeSpan);
        using var first = _clock.CreateTimer(_ => second.Change(Second, Timeout.InfiniteTimeSpan), null, Second, Timeout.InfiniteTimeSpan);
        _clock.Advance(2 * Second);
        Assert.Equal(["second 2"], _fired);
    }

    [Fact(Timeout = 30_000)]
    public async Task Delays_and_cancellations_follow_it()
    {
        var delay = Task.Delay(Second, _clock);
        using var source = new CancellationTokenSource(2 * Second, _clock);
        await _clock.WhenTimersArmed(2);
        _clock.Advance(Second);
        await delay;
        Assert.False(source.IsCancellationRequested);
        _clock.Advance(Second);
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public void Time_does_not_go_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(-Second));

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null)
    {
        var start = _clock.GetUtcNow();
        return _clock.CreateTimer(
            _ => _fired.Add($"{name} {(_clock.GetUtcNow() - start).TotalSeconds}"), null, due, period ?? Timeout.InfiniteTimeSpan);
    }
}
