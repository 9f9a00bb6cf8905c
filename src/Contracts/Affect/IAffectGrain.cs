using Orleans;
using PsyCare.Domain.Affect;

namespace PsyCare.Contracts.Affect;

/// <summary>
/// Reads one session's patient. Key: session id. Consumes the stream <see cref="StreamNames.Frames"/>, publishes to
/// <see cref="StreamNames.Affect"/> and stores the track, all only while analysis is allowed.
/// </summary>
public interface IAffectGrain : IGrainWithStringKey
{
    /// <summary>Allows analysis from now on.</summary>
    /// <param name="liveSince">Zero of the session clock.</param>
    Task AllowAsync(DateTimeOffset liveSince);

    /// <summary>Stops analysis at once, publishes the gap with its reason, and flushes what was read before.</summary>
    Task ForbidAsync(NoReadingReason reason);

    /// <summary>The samples after <paramref name="afterSequence"/> that are still at hand (the last 60 s), oldest first.</summary>
    Task<IReadOnlyList<AffectSample>> GetRecentAsync(long afterSequence);

    /// <summary>Ends analysis for good and makes the track durable.</summary>
    Task FinishAsync();
}
