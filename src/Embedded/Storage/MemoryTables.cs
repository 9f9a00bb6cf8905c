using PsyCare.Embedded.Reminders;

namespace PsyCare.Embedded.Storage;

/// <summary>State and reminders in memory, gone with the process: for tests.</summary>
internal sealed class MemoryTables : IStateTable, IReminderTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StateKey, StateRow> _states = [];
    private readonly Dictionary<(string, string, string), ReminderRow> _reminders = [];

    public Task<StateRow?> ReadAsync(StateKey key)
    {
        lock (_gate) return Task.FromResult(_states.GetValueOrDefault(key));
    }

    public Task<bool> TryWriteAsync(StateKey key, string? expected, StateRow? row)
    {
        lock (_gate)
        {
            if (_states.GetValueOrDefault(key)?.Etag != expected) return Task.FromResult(false);
            if (row is null) _states.Remove(key);
            else _states[key] = row;
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<ReminderRow>> ReadAllAsync()
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<ReminderRow>>([.. _reminders.Values]);
    }

    public Task WriteAsync(ReminderRow row)
    {
        lock (_gate) _reminders[(row.Grain.Type, row.Grain.Key, row.Name)] = row;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(ReminderRow row)
    {
        lock (_gate) _reminders.Remove((row.Grain.Type, row.Grain.Key, row.Name));
        return Task.CompletedTask;
    }
}
