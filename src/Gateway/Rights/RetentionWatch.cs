using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Retention;

namespace PsyCare.Gateway.Rights;

/// <summary>
/// Sees to it, once after each start, that somebody goes round the practice's patients: a grain does, so that many gateways that start together make
/// one round.
/// </summary>
internal sealed class RetentionWatch(IClusterClient grains, GatewayOptions options, TimeProvider time, ILogger<RetentionWatch> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryAsync())
                await Task.Delay(TryAgainAfter, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task<bool> TryAsync()
    {
        try
        {
            await grains.GetGrain<IRetentionRoundsGrain>(options.PracticeId).BeginAsync();
            return true;
        }
        catch (Exception e)
        {
            log.LogWarning("Nobody goes round the patients' retention rules yet; it is tried again: {Exception}", e.GetType().Name);
            return false;
        }
    }
}
