using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Rooms;

/// <summary>Enters in the audit log, at every start, that this process opened the practice's keys and with which it wraps.</summary>
internal sealed class KeyUseEntry(IServiceProvider services, KeyRing ring) : IHostedService
{
    private const string Actor = "system";

    // The log is opened here, after the data folder was locked, and not when the host is put together.
    public Task StartAsync(CancellationToken cancellationToken) =>
        services.GetRequiredService<AuditLog>().AppendAsync(AuditAction.KeysOpened, Actor, sessionId: null, ring.Ids[^1]);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
