using Orleans;
using Orleans.Concurrency;

namespace PsyCare.Contracts.Retention;

/// <summary>
/// Sees to it that every patient of a practice is watched (<see cref="IRetentionGrain"/>): reminders are not among what moves from one edition to the other
/// or comes back with a backup. Key: practice id.
/// </summary>
public interface IRetentionRoundsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Goes round the practice's patients, soon and then once a day, on one silo. Repeating it changes nothing. Answered at once, also during a round.
    /// </summary>
    [AlwaysInterleave]
    Task BeginAsync();
}
