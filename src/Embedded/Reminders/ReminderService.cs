using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Calls;

namespace PsyCare.Embedded.Reminders;

/// <summary>
/// Wakes grains. A tick that was due while the process was down is not made up for: as in Orleans the next one comes at the next
/// whole period.
/// </summary>
internal sealed class ReminderService(IReminderTable table, GrainDirectory directory) : IReminderRegistry, IDisposable
{
    private static readonly TimeSpan MinimumPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Timers cannot wait for months; a longer wait is made of these.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId, string), Armed> _armed = [];
    private bool _stopped;

    private TimeProvider Time => directory.Time;

    public async Task StartAsync()
    {
        foreach (var row in await table.ReadAllAsync().ConfigureAwait(false)) Arm(row);
    }

    public async Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < MinimumPeriod)
            throw new ArgumentException($"Cannot register reminder {name}: its period {period} is less than the minimum {MinimumPeriod}.");
        var row = new ReminderRow(grain, name, Time.GetUtcNow() + dueTime, period);
        await table.WriteAsync(row);
        Arm(row);
        return row;
    }

    public async Task UnregisterAsync(GrainId grain, IGrainReminder reminder)
    {
        lock (_gate)
        {
            if (!_armed.TryGetValue((grain, reminder.ReminderName), out var armed) || !armed.Row.Equals(reminder))
                throw new ReminderException($"Could not unregister reminder {reminder.ReminderName}: it was replaced or ended.");
            armed.Timer?.Dispose();
            _armed.Remove((grain, reminder.ReminderName));
        }

        await table.DeleteAsync((ReminderRow)reminder);
    }

    public Task<IGrainReminder?> GetAsync(GrainId grain, string name)
    {
        lock (_gate) return Task.FromResult<IGrainReminder?>(_armed.GetValueOrDefault((grain, name))?.Row);
    }

    public Task<List<IGrainReminder>> GetAllAsync(GrainId grain)
    {
        lock (_gate) return Task.FromResult(_armed.Values.Select(a => a.Row).Where(r => r.Grain == grain).ToList<IGrainReminder>());
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            foreach (var armed in _armed.Values) armed.Timer?.Dispose();
        }
    }

    private void Arm(ReminderRow row)
    {
        var armed = new Armed(row);
        lock (_gate)
        {
            if (_armed.Remove((row.Grain, row.Name), out var earlier)) earlier.Timer?.Dispose();
            _armed[(row.Grain, row.Name)] = armed;
        }

        var now = Time.GetUtcNow();
        WaitUntil(armed, row.Start >= now ? row.Start : NextTick(row, now));
    }

    private static DateTimeOffset NextTick(ReminderRow row, DateTimeOffset now) =>
        row.Start + (((now - row.Start).Ticks / row.Period.Ticks) + 1) * row.Period;

    private void WaitUntil(Armed armed, DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_stopped || !IsCurrent(armed)) return;
            armed.Due = due;
            armed.Timer?.Dispose();
            var wait = due - Time.GetUtcNow();
            using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            armed.Timer = Time.CreateTimer(
                _ => OnTimer(armed), null, wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
        }
    }

    private bool IsCurrent(Armed armed) => ReferenceEquals(_armed.GetValueOrDefault((armed.Row.Grain, armed.Row.Name)), armed);

    private void OnTimer(Armed armed)
    {
        if (Time.GetUtcNow() < armed.Due) WaitUntil(armed, armed.Due);
        else _ = TickAsync(armed);
    }

    private async Task TickAsync(Armed armed)
    {
        var row = armed.Row;
        try
        {
            var status = new TickStatus(row.Start.UtcDateTime, row.Period, Time.GetUtcNow().UtcDateTime);
            var request = new Request(async grain =>
            {
                await ((IRemindable)grain).ReceiveReminder(row.Name, status);
                return null;
            });
            directory.Send(row.Grain, request);
            await directory.AwaitAsync(request, row, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A tick that fails is logged; the next one comes.
        catch (Exception e)
#pragma warning restore CA1031
        {
            directory.Log.LogWarning(e, "Reminder {Name} of {Grain} failed", row.Name, row.Grain);
        }

        WaitUntil(armed, NextTick(row, Time.GetUtcNow()));
    }

    private sealed class Armed(ReminderRow row)
    {
        public ReminderRow Row { get; } = row;

        public DateTimeOffset Due { get; set; }

        public ITimer? Timer { get; set; }
    }
}
