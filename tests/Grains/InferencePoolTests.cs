using PsyCare.Grains.Affect;
using PsyCare.TestKit.Time;

namespace PsyCare.Grains.Tests;

public sealed class InferencePoolTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_session_whose_pictures_take_long_gets_no_more_time_than_each_of_many_others()
    {
        string[] sessions = ["heavy", .. Enumerable.Range(1, 20).Select(i => $"light {i}")];
        var (queue, used) = (new FairQueue<TimeSpan>(), sessions.ToDictionary(session => session, _ => TimeSpan.Zero));
        foreach (var session in sessions)
            queue.Add(session, session == "heavy" ? Long : Short);
        while (used.Values.Sum(time => time.TotalSeconds) < 10)
        {
            Assert.True(queue.TryTake(out var turn, out var takes));
            queue.Charge(turn, takes);
            used[turn.Session] += takes;
            queue.Add(turn.Session, takes);
        }

        Assert.All(used.Values, time => Assert.InRange(time.TotalSeconds, (10.0 / 21) - 0.06, (10.0 / 21) + 0.06));
    }

    [Fact]
    public void Who_was_away_has_nothing_saved_up()
    {
        var queue = new FairQueue<TimeSpan>();
        for (var i = 0; i < 100; i++)
            Work(queue, "busy", Long);
        queue.Add("new", Short);
        queue.Add("busy", Long);
        queue.Add("new", Short);

        Assert.Equal(["new", "new", "busy"], Enumerable.Range(0, 3).Select(_ => Take(queue)));
        queue.Add("new", Short);
        queue.Add("other", Short);
        Work(queue, "new", Long);
        Work(queue, "new", Long);
        Assert.InRange(queue.Ahead, 1, 2);
    }

    [Fact]
    public void Equals_go_in_the_order_in_which_they_came()
    {
        var queue = new FairQueue<TimeSpan>();
        foreach (var session in (string[])["a", "b", "c"])
            queue.Add(session, Short);

        Assert.Equal(["a", "b", "c"], Enumerable.Range(0, 3).Select(_ => Take(queue)));
        Assert.False(queue.TryTake(out _, out _));
    }

    [Fact]
    public async Task Work_that_waits_goes_to_the_session_that_used_less()
    {
        var clock = new FakeTimeProvider();
        var pool = new InferencePool(workers: 1, clock);
        var done = new List<string>();
        Task RunAsync(string session, TimeSpan takes, ManualResetEventSlim? until = null) => pool.RunAsync(session, () =>
        {
            Assert.True(until is null || until.Wait(Patience));
            clock.Advance(takes);
            done.Add(session); // one worker: one at a time
            return true;
        });

        using var gate = new ManualResetEventSlim();
        List<Task> all = [RunAsync("heavy", Long), RunAsync("blocks", Long, gate)];
        await all[0].WaitAsync(Patience);
        all.Add(RunAsync("heavy", Long));
        all.AddRange(Enumerable.Range(1, 5).Select(i => RunAsync($"light {i}", Short)));
        gate.Set();
        await Task.WhenAll(all).WaitAsync(Patience);

        Assert.Equal("heavy", done[^1]);
    }

    [Fact]
    public async Task A_worker_whose_work_failed_is_free_again()
    {
        var pool = new InferencePool(workers: 1, new FakeTimeProvider());

        await Assert.ThrowsAsync<InvalidDataException>(() => pool.RunAsync<int>("a", () => throw new InvalidDataException()));
        Assert.Equal(7, await pool.RunAsync("b", () => 7).WaitAsync(Patience));
    }

    private static string Take(FairQueue<TimeSpan> queue) => queue.TryTake(out var turn, out _) ? turn.Session : "none";

    private static void Work(FairQueue<TimeSpan> queue, string session, TimeSpan takes)
    {
        queue.Add(session, takes);
        Assert.True(queue.TryTake(out var turn, out _));
        queue.Charge(turn, takes);
    }
}
