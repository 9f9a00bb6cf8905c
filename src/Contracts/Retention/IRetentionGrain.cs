using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Retention;

namespace PsyCare.Contracts.Retention;

/// <summary>
/// Keeps what is kept of a patient no longer than the practice's policy says: announces, then erases, and leaves alone what is under legal hold.
/// Key: patient id.
/// </summary>
public interface IRetentionGrain : IGrainWithStringKey
{
    /// <summary>Looks after the patient from now on, once a day. Repeating it changes nothing.</summary>
    [AlwaysInterleave]
    Task WatchAsync();

    /// <summary>Looks now: announces what is soon to be erased and erases what is due.</summary>
    Task CheckAsync();

    /// <summary>What will be erased and was announced, soonest first, as of the last look.</summary>
    Task<IReadOnlyList<PlannedErasure>> GetNoticesAsync();
}
