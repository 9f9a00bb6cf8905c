using Orleans;
using Orleans.Concurrency;

namespace PsyCare.Contracts.Rights;

/// <summary>The practice's list of emergency openings, and who has seen it. Key: practice id. Opaque ids only: reasons stay with the session.</summary>
public interface IBreakGlassAlertsGrain : IGrainWithStringKey
{
    /// <summary>Adds an alert. Repeating it changes nothing.</summary>
    Task RaiseAsync(BreakGlassAlert alert);

    /// <summary>The newest alerts, newest first, and until when that member has seen them.</summary>
    [ReadOnly]
    Task<BreakGlassAlerts> GetAsync(string memberId);

    /// <summary>The member has seen all alerts up to now.</summary>
    Task MarkSeenAsync(string memberId);
}

/// <summary>Somebody opened something in an emergency.</summary>
/// <param name="Id">The opening.</param>
/// <param name="SessionId">Which session.</param>
/// <param name="ClinicianId">Whose patient.</param>
/// <param name="MemberId">Who opened it.</param>
/// <param name="OpenedAt">When.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.breakglass.alert")]
public sealed record BreakGlassAlert(
    [property: Id(0)] string Id,
    [property: Id(1)] string SessionId,
    [property: Id(2)] string ClinicianId,
    [property: Id(3)] string MemberId,
    [property: Id(4)] DateTimeOffset OpenedAt);

/// <summary>Alerts as a member finds them.</summary>
/// <param name="Alerts">Newest first.</param>
/// <param name="SeenUntil">What was opened later is new to them; null where they never looked.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.breakglass.alerts")]
public sealed record BreakGlassAlerts(
    [property: Id(0)] IReadOnlyList<BreakGlassAlert> Alerts, [property: Id(1)] DateTimeOffset? SeenUntil);
