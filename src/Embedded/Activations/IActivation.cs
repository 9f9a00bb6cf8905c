using Orleans;
using Orleans.Runtime;
using PsyCare.Embedded.Reminders;

namespace PsyCare.Embedded.Activations;

/// <summary>What <see cref="Grain"/> and its extensions ask of the activation they live in.</summary>
internal interface IActivation : IGrainContext
{
    GrainDirectory Directory { get; }

    IGrainFactory GrainFactory { get; }

    IReminderRegistry Reminders { get; }

    IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options);

    void DelayDeactivation(TimeSpan time);
}
