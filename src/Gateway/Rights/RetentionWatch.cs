using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Retention;

namespace PsyCare.Gateway.Rights;

/// <summary>
/// Sees to it, once after each start, that every patient's retention rules are looked at daily: reminders are not among what moves from one edition to
/// the other or comes back with a backup. Slowly, for nothing waits for it, and many gateways may start together.
/// </summary>
internal sealed class RetentionWatch(IClusterClient grains, GatewayOptions options, TimeProvider time, ILogger<RetentionWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryAsync(stoppingToken))
                await Task.Delay(TryAgainAfter, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task<bool> TryAsync(CancellationToken stop)
    {
        try
        {
            foreach (var member in await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetMembersAsync())
                await WatchAsync(member.MemberId, stop);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Not every patient's retention rules are watched yet; it is tried again: {Exception}", e.GetType().Name);
            return false;
        }
    }

    private async Task WatchAsync(string memberId, CancellationToken stop)
    {
        foreach (var patientId in await grains.GetGrain<IClinicianGrain>(memberId).GetCaseloadAsync())
        {
            await grains.GetGrain<IRetentionGrain>(patientId).WatchAsync();
            await Task.Delay(Pause, time, stop);
        }
    }
}
