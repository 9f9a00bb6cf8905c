using Orleans;
using PsyCare.Domain.Sessions;

namespace PsyCare.Contracts.Sessions;

/// <summary>A session that took place elsewhere, to be taken over whole.</summary>
/// <param name="LiveSince">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Consents">The patient's decisions, oldest first; consent to the call among them.</param>
/// <param name="Markers">Its markers.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.session.past")]
public sealed record PastSession(
    [property: Id(0)] DateTimeOffset LiveSince,
    [property: Id(1)] DateTimeOffset EndedAt,
    [property: Id(2)] IReadOnlyList<ConsentEntry> Consents,
    [property: Id(3)] IReadOnlyList<Marker> Markers);
