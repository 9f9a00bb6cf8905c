using Orleans;

namespace PsyCare.Contracts.Sessions;

/// <summary>Why a person is not there.</summary>
public enum AbsenceReason
{
    /// <summary>They were let in and have not come since.</summary>
    NotYet = 1,

    /// <summary>Their page has gone without a word: the network, or a closed window.</summary>
    Lost = 2,

    /// <summary>They left on purpose.</summary>
    Left = 3,
}

/// <summary>A person who is not there.</summary>
/// <param name="Why">Why.</param>
/// <param name="Since">Since when.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.session.absence")]
public sealed record Absence([property: Id(0)] AbsenceReason Why, [property: Id(1)] DateTimeOffset Since);
