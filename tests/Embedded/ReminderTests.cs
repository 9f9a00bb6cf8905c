using Orleans;
using Orleans.Runtime;

namespace PsyCare.Embedded.Tests;

public interface IReminderGrain : IGrainWithStringKey
{
    Task KeepAsync(string name, TimeSpan due, TimeSpan period);

    Task<bool> EndAsync(string name);

    Task<int> CountAsync();

    Task EndStaleAsync(string name);
}

public sealed class ReminderGrain(Probe probe) : Grain, IReminderGrain, IRemindable
{
    public Task KeepAsync(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> EndAsync(string name)
    {
        if (await this.GetReminder(name) is not { } reminder) return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<int> CountAsync() => (await this.GetReminders()).Count;

    public async Task EndStaleAsync(string name)
    {
        var stale = await this.GetReminder(name);
        await this.RegisterOrUpdateReminder(name, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await this.UnregisterReminder(stale!);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        probe.Note($"{reminderName} {status.CurrentTickTime:HH:mm}");
        return reminderName == "bad" ? throw new InvalidOperationException("a reminder failed") : Task.CompletedTask;
    }
}

public sealed class ReminderTests : IDisposable
{
    private const int Limit = 30_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-embedded-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = Limit)]
    public async Task A_reminder_comes_at_its_times_and_wakes_its_grain()
    {
        await using var host = await StartAsync();
        await host.Grain<IReminderGrain>().KeepAsync("watch", 5 * Minute, 30 * Minute);
        host.Clock.Advance(5 * Minute);
        await host.Probe.Reached("watch 09:05");
        await host.Clock.WhenTimersArmed(2);
        host.Clock.Advance(30 * Minute); // The grain is idle in between and ends.
        await host.Probe.Reached("watch 09:35");
    }

    [Fact(Timeout = Limit)]
    public async Task A_failing_reminder_comes_again()
    {
        await using var host = await StartAsync();
        await host.Grain<IReminderGrain>().KeepAsync("bad", Minute, Minute);
        host.Clock.Advance(Minute);
        await host.Probe.Reached("bad 09:01");
        await host.Clock.WhenTimersArmed(2);
        host.Clock.Advance(Minute);
        await host.Probe.Reached("bad 09:02");
    }

    [Fact(Timeout = Limit)]
    public async Task A_reminder_survives_a_restart_and_missed_ticks_are_not_made_up_for()
    {
        await using (var host = await StartAsync()) await host.Grain<IReminderGrain>().KeepAsync("watch", Minute, 10 * Minute);
        await using var restarted = await StartAsync(host => host.Clock.Advance(15 * Minute));
        // Registered at 09:00 for 09:01, 09:11, 09:21; the process was down until 09:15.
        restarted.Clock.Advance(6 * Minute);
        await restarted.Probe.Reached("watch 09:21");
        Assert.Single(restarted.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task An_ended_reminder_is_silent()
    {
        await using var host = await StartAsync();
        await host.Grain<IReminderGrain>().KeepAsync("watch", Minute, Minute);
        Assert.Equal(1, await host.Grain<IReminderGrain>().CountAsync());
        Assert.True(await host.Grain<IReminderGrain>().EndAsync("watch"));
        Assert.False(await host.Grain<IReminderGrain>().EndAsync("watch"));
        Assert.Equal(0, await host.Grain<IReminderGrain>().CountAsync());
        host.Clock.Advance(5 * Minute);
        Assert.Empty(host.Probe.Log);
    }

    [Fact(Timeout = Limit)]
    public async Task A_period_under_a_minute_is_refused_as_in_orleans()
    {
        await using var host = await StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => host.Grain<IReminderGrain>().KeepAsync("watch", Minute, TimeSpan.FromSeconds(59)));
    }

    [Fact(Timeout = Limit)]
    public async Task Ending_a_reminder_that_was_replaced_is_an_error()
    {
        await using var host = await StartAsync();
        await host.Grain<IReminderGrain>().KeepAsync("watch", Minute, Minute);
        await Assert.ThrowsAsync<ReminderException>(() => host.Grain<IReminderGrain>().EndStaleAsync("watch"));
        Assert.Equal(1, await host.Grain<IReminderGrain>().CountAsync());
    }

    private async Task<TestHost> StartAsync(Action<TestHost>? before = null) => await TestHost.StartAsync(
        [typeof(ReminderGrain)], options => options.UseSqlite(Path.Combine(_folder, "grains.db")), beforeStart: before);
}
