using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Audit;

/// <summary>Reads beside the start what the audit logs say of recordings, so that the first review need not wait for years of entries.</summary>
internal sealed class AuditReadAhead(AuditedFiles files, ILogger<AuditReadAhead> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            try
            {
                files.ReadAhead();
            }
            catch (IOException e)
            {
                log.LogWarning("The audit logs could not be read: {Exception}; the first review tries again", e.GetType().Name);
            }
        },
        stoppingToken);
}
