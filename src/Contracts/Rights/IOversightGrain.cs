using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Rights;

namespace PsyCare.Contracts.Rights;

/// <summary>Who beside therapist and patient may see something of a session. Key: session id. Refuses by <see cref="RefusedException"/>.</summary>
public interface IOversightGrain : IGrainWithStringKey
{
    /// <summary>
    /// Shares a clip. Repeating it changes nothing. Refuses with SupervisionNotConsented where the patient has not agreed to supervision,
    /// WrongPhase before the session has ended.
    /// </summary>
    Task<Clip> ShareClipAsync(Clip clip);

    /// <summary>Takes a clip back at once. Repeating it changes nothing. Refuses with NotFound.</summary>
    Task RevokeClipAsync(string clipId);

    /// <summary>All clips, closed ones too.</summary>
    [ReadOnly]
    Task<IReadOnlyList<Clip>> GetClipsAsync();

    /// <summary>
    /// The clip, where that supervisor may watch it now: shared with them, neither revoked nor expired, and the patient's consents to
    /// supervision and recording in force. Else refuses with NotFound.
    /// </summary>
    Task<Clip> FindClipAsync(string clipId, string supervisorId);

    /// <summary>Opens the session's content to a member for an hour, and alerts the practice. Refuses with Invalid without a reason.</summary>
    Task<BreakGlass> BreakGlassAsync(string id, string memberId, string reason);

    /// <summary>Closes it before its time. Repeating it changes nothing.</summary>
    Task CloseGlassAsync(string memberId);

    /// <summary>What is open to that member now, or null.</summary>
    [ReadOnly]
    Task<BreakGlass?> FindOpeningAsync(string memberId);

    /// <summary>All openings, past ones too.</summary>
    [ReadOnly]
    Task<IReadOnlyList<BreakGlass>> GetOpeningsAsync();
}
