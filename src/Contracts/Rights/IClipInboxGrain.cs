using Orleans;
using Orleans.Concurrency;

namespace PsyCare.Contracts.Rights;

/// <summary>Where the clips shared with a supervisor are. Key: the supervisor. Whether one can be watched its <see cref="IOversightGrain"/> says.</summary>
public interface IClipInboxGrain : IGrainWithStringKey
{
    /// <summary>Adds a reference. Repeating it changes nothing.</summary>
    Task AddAsync(ClipReference clip);

    /// <summary>The references, newest first.</summary>
    [ReadOnly]
    Task<IReadOnlyList<ClipReference>> GetAsync();
}

/// <summary>A clip and the session it is of.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ClipId">The clip.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.clip.reference")]
public sealed record ClipReference([property: Id(0)] string SessionId, [property: Id(1)] string ClipId);
