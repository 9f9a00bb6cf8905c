using Orleans.Runtime;
using PsyCare.Embedded.Reminders;

namespace Orleans;

/// <summary>How a grain keeps its reminders.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Keeps a reminder, replacing one of the same name. It survives deactivation and restart.</summary>
    /// <param name="grain">The grain; it must be <see cref="IRemindable"/>.</param>
    /// <param name="reminderName">Its name, unique within the grain.</param>
    /// <param name="dueTime">Until the first tick.</param>
    /// <param name="period">Between ticks, at least one minute.</param>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        if (grain is not IRemindable)
            throw new InvalidOperationException($"{grain.GetType()} must be {nameof(IRemindable)} to use reminders.");
        return Registry(grain).RegisterOrUpdateAsync(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    /// <summary>Ends a reminder.</summary>
    /// <exception cref="ReminderException">The reminder was replaced or ended meanwhile.</exception>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return Registry(grain).UnregisterAsync(grain.GrainContext.GrainId, reminder);
    }

    /// <summary>The grain's reminder of that name, or null.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return Registry(grain).GetAsync(grain.GrainContext.GrainId, reminderName);
    }

    /// <summary>All reminders of the grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => Registry(grain).GetAllAsync(grain.GrainContext.GrainId);

    private static IReminderRegistry Registry(Grain grain) => grain.Activation.Reminders;
}
