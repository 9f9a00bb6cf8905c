using Orleans;
using Orleans.Concurrency;

namespace PsyCare.Contracts.People;

/// <summary>
/// In which live sessions a therapist is, so that a waiting patient can be told. Key: clinician id. In memory only: whoever lost it says "not
/// yet", which is never wrong for long.
/// </summary>
public interface ITherapistPresenceGrain : IGrainWithStringKey
{
    /// <summary>The therapist has come into a live session, or is no longer in it.</summary>
    Task ReportAsync(string sessionId, bool inLiveSession);

    /// <summary>Whether the therapist is with someone in another session than this.</summary>
    [ReadOnly]
    Task<bool> IsWithSomeoneElseAsync(string sessionId);
}
