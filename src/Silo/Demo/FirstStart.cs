using PsyCare.Domain.Affect;
using PsyCare.Vault.Audit;

namespace PsyCare.Silo.Demo;

/// <summary>
/// What must be done once the grains run and before anybody can sign in: the face models are loaded and the audit log is
/// opened, so that a missing or damaged one stops the start and not a session, and the practice is seeded.
/// </summary>
internal sealed class FirstStart(DemoPractice demo, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<IFaceReaderFactory>();
        services.GetRequiredService<AuditLog>();
        return demo.EnsureAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
