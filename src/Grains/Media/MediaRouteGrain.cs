using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Media;

namespace PsyCare.Grains.Media;

/// <summary>Keeps the route in storage: a second gateway must not take the session over just because a silo has died.</summary>
public sealed class MediaRouteGrain([PersistentState("route", StreamNames.Storage)] IPersistentState<MediaRouteState> route)
    : Grain, IMediaRouteGrain
{
    /// <inheritdoc/>
    public Task<string> ClaimAsync(string gateway) => MoveAsync(from: null, gateway);

    /// <inheritdoc/>
    public Task<string> ReplaceAsync(string gone, string by) => MoveAsync(gone, by);

    private async Task<string> MoveAsync(string? from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        if (route.State.Gateway == from)
        {
            route.State.Gateway = to;
            await route.SaveAsync();
        }

        return route.State.Gateway!;
    }
}
