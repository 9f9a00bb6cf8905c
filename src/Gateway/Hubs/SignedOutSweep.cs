using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Media;

namespace PsyCare.Gateway.Hubs;

/// <summary>Ends what is open for members who are signed in no longer: pages' hub connections and media. Requests are checked one by one.</summary>
internal sealed class SignedOutSweep(
    MemberConnections connections, MediaPeers peers, AccountCheck accounts, TimeProvider time, ILogger<SignedOutSweep> log) : BackgroundService
{
    /// <summary>With <see cref="AccountCheck.FreshFor"/>, well under a minute.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SweepAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await connections.CloseSignedOutAsync(accounts);
            await peers.CloseSignedOutAsync(accounts);
        }
        catch (Exception e)
        {
            log.LogWarning("Looking for signed-out members failed and is tried again: {Exception}", e.GetType().Name);
        }
    }
}
