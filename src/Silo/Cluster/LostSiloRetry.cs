using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts.Sessions;

namespace PsyCare.Silo.Cluster;

/// <summary>
/// Repeats a call whose silo was lost under way, until the grain is up elsewhere. The call may then be made twice: grains take writes by id
/// and answer a repeat as the first time. A call that the lost silo had already taken is told apart by its silence alone, hence the short
/// response timeout (<see cref="ClusterSetup.ResponseTimeout"/>).
/// </summary>
internal sealed class LostSiloRetry(TimeProvider time) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // Orleans' own calls between silos have their own way with lost ones.
        if (context.InterfaceMethod?.DeclaringType?.Assembly != typeof(ISessionGrain).Assembly)
        {
            await context.Invoke();
            return;
        }

        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception e) when (IsLoss(e) && time.GetElapsedTime(started) < GiveUpAfter)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    /// <summary>
    /// Silence, a refused or broken connection, a directory that is being put together anew, two activations for a moment, a call that expired in a silo while
    /// it looked for the grain's new place (a cancellation that nobody here asked for: our calls carry no token).
    /// </summary>
    private static bool IsLoss(Exception e) => e is TimeoutException or OrleansException or OperationCanceledException;
}
