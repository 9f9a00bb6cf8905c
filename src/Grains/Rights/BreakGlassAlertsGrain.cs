using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Rights;

namespace PsyCare.Grains.Rights;

/// <summary>The practice's list of emergency openings.</summary>
public sealed class BreakGlassAlertsGrain : Grain, IBreakGlassAlertsGrain
{
    // The audit log keeps all of them; this list is for people to look at.
    private const int MaxAlerts = 500;

    private readonly IPersistentState<BreakGlassAlertsState> _alerts;
    private readonly TimeProvider _clock;

    /// <summary>Made by the host.</summary>
    public BreakGlassAlertsGrain(
        [PersistentState("break-glass-alerts", StreamNames.Storage)] IPersistentState<BreakGlassAlertsState> alerts, TimeProvider clock)
    {
        _alerts = alerts;
        _clock = clock;
    }

    private BreakGlassAlertsState State => _alerts.State;

    /// <inheritdoc/>
    public async Task RaiseAsync(BreakGlassAlert alert)
    {
        if (State.Alerts.Any(a => a.Id == alert.Id))
            return;
        State.Alerts = [alert, .. State.Alerts.Take(MaxAlerts - 1)];
        await _alerts.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<BreakGlassAlerts> GetAsync(string memberId) => Task.FromResult(new BreakGlassAlerts(
        [.. State.Alerts], State.SeenUntil.TryGetValue(memberId, out var seen) ? seen : null));

    /// <inheritdoc/>
    public async Task MarkSeenAsync(string memberId)
    {
        State.SeenUntil[memberId] = _clock.GetUtcNow();
        await _alerts.SaveAsync();
    }
}

/// <summary>What is stored of it.</summary>
public sealed class BreakGlassAlertsState
{
    /// <summary>Newest first.</summary>
    public List<BreakGlassAlert> Alerts { get; set; } = [];

    /// <summary>Until when a member has seen the alerts.</summary>
    public Dictionary<string, DateTimeOffset> SeenUntil { get; set; } = [];
}
