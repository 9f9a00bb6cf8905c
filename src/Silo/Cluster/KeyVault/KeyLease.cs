using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster.KeyVault;

/// <summary>
/// The practice's keys are in this process's memory for as long as the key in Key Vault grants them: it is asked every ten minutes, and where it has
/// refused for an hour, because access was taken away or the key is gone, the process finishes its recordings and stops. Where Key Vault is merely away
/// everything goes on.
/// </summary>
internal sealed class KeyLease(KeyRing ring, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<KeyLease> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Bound = TimeSpan.FromHours(1);

    private DateTimeOffset? _refusedSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (!await Task.Run(IsOver, stoppingToken))
                await timer.WaitForNextTickAsync(stoppingToken);
            log.LogCritical("The practice's keys have been refused for an hour: this process finishes what it records and stops");
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    /// <summary>Asks, and says whether the keys have been refused for too long.</summary>
    internal bool IsOver()
    {
        Ask();
        return time.GetUtcNow() - _refusedSince >= Bound;
    }

    private void Ask()
    {
        try
        {
            ring.ConfirmAccess();
            _refusedSince = null;
        }
        catch (KeyRingException e) when (e.IsRefused)
        {
            _refusedSince ??= time.GetUtcNow();
            log.LogError("The practice's keys are refused since {Since:u}: {Reason}", _refusedSince, e.Message);
        }
        catch (Exception e) when (e is KeyRingException or IOException)
        {
            log.LogWarning("Whether the practice's keys are still granted cannot be asked at this moment: {Reason}", e.Message);
        }
    }
}
