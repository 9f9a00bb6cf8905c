using Microsoft.Extensions.Hosting;
using Orleans;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Reminders;
using PsyCare.Embedded.Serialization;

namespace PsyCare.Embedded.Hosting;

/// <summary>Starts and stops the grains with the process. Register it before what calls grains: hosted services stop in reverse.</summary>
internal sealed class GrainHost(GrainDirectory directory, ReminderService reminders, TypeRules types, IGrainFactory factory) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        StartupChecks.Run(directory.Catalog, types, directory.Options);
        directory.Factory = factory;
        directory.Reminders = reminders;
        directory.Open();
        await reminders.StartAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        reminders.Dispose();
        await directory.CloseAsync(cancellationToken);
    }
}
