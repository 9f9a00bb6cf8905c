using Orleans.Runtime;

namespace PsyCare.Embedded.Reminders;

/// <summary>A stored reminder.</summary>
/// <param name="Grain">Whom it wakes.</param>
/// <param name="Name">Its name within the grain.</param>
/// <param name="Start">When its first tick is due; later ones follow at whole periods.</param>
/// <param name="Period">Between ticks.</param>
internal sealed record ReminderRow(GrainId Grain, string Name, DateTimeOffset Start, TimeSpan Period) : IGrainReminder
{
    public string ReminderName => Name;
}

/// <summary>Where reminders are kept.</summary>
internal interface IReminderTable
{
    Task<IReadOnlyList<ReminderRow>> ReadAllAsync();

    /// <summary>Stores the row in place of one of the same grain and name.</summary>
    Task WriteAsync(ReminderRow row);

    Task DeleteAsync(ReminderRow row);
}
