using PsyCare.Domain.Affect;

namespace PsyCare.Silo.Demo;

/// <summary>
/// What must be done once the grains run and before anybody can sign in: the face models are loaded, so that a missing one stops the
/// start and not a session, and the practice is seeded.
/// </summary>
internal sealed class FirstStart(DemoPractice demo, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<IFaceReaderFactory>();
        return demo.EnsureAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
