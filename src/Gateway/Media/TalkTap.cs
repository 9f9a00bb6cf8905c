using System.Collections.Concurrent;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Hubs;

namespace PsyCare.Gateway.Media;

/// <summary>Hands the loudness of each side to whoever follows the session; what nobody follows is forgotten at once.</summary>
internal sealed class TalkTap : IAudioLevelTap
{
    private readonly ConcurrentDictionary<string, SessionTalk> _sessions = new();

    /// <inheritdoc/>
    public void OnLevel(string sessionId, ParticipantRole participant, long atMs, int dBov, bool voice)
    {
        if (_sessions.TryGetValue(sessionId, out var talk))
            talk.OnWindow(participant, atMs, voice);
    }

    /// <summary>Begins to listen to a session; the one who began before no longer hears.</summary>
    public void Follow(string sessionId, SessionTalk talk) => _sessions[sessionId] = talk;

    /// <summary>Ends it, unless somebody else has begun since.</summary>
    public void Leave(string sessionId, SessionTalk talk) => _sessions.TryRemove(new(sessionId, talk));
}
