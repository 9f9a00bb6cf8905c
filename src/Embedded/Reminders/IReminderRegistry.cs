using Orleans.Runtime;

namespace PsyCare.Embedded.Reminders;

/// <summary>Keeps reminders.</summary>
internal interface IReminderRegistry
{
    Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period);

    Task UnregisterAsync(GrainId grain, IGrainReminder reminder);

    Task<IGrainReminder?> GetAsync(GrainId grain, string name);

    Task<List<IGrainReminder>> GetAllAsync(GrainId grain);
}
