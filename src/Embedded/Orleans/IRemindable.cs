using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be woken by reminders, which outlive activations and restarts.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder is due.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
