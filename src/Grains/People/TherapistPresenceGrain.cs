using Orleans;
using PsyCare.Contracts.People;

namespace PsyCare.Grains.People;

/// <summary>The live sessions that a therapist is in.</summary>
public sealed class TherapistPresenceGrain : Grain, ITherapistPresenceGrain
{
    private readonly HashSet<string> _sessions = [];

    /// <inheritdoc/>
    public Task ReportAsync(string sessionId, bool inLiveSession)
    {
        _ = inLiveSession ? _sessions.Add(sessionId) : _sessions.Remove(sessionId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> IsWithSomeoneElseAsync(string sessionId) => Task.FromResult(_sessions.Any(s => s != sessionId));
}
