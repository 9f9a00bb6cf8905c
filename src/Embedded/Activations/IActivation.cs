using Orleans;
using Orleans.Runtime;

namespace PsyCare.Embedded.Activations;

/// <summary>What <see cref="Grain"/> and its extensions ask of the activation they live in.</summary>
internal interface IActivation : IGrainContext
{
    IGrainFactory GrainFactory { get; }

    IReminderRegistry Reminders { get; }

    IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options);

    void DelayDeactivation(TimeSpan time);
}

/// <summary>Keeps reminders.</summary>
internal interface IReminderRegistry
{
    Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period);

    Task UnregisterAsync(GrainId grain, IGrainReminder reminder);

    Task<IGrainReminder?> GetAsync(GrainId grain, string name);

    Task<List<IGrainReminder>> GetAllAsync(GrainId grain);
}
