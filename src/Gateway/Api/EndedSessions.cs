using System.Collections.Concurrent;

namespace PsyCare.Gateway.Api;

/// <summary>
/// Remembers which sessions have ended, so that looking for open ones does not wake every grain of years past. A session never comes
/// back from its end, so the memory cannot be wrong.
/// </summary>
internal sealed class EndedSessions
{
    private readonly ConcurrentDictionary<string, byte> _ids = new();

    public bool Contains(string sessionId) => _ids.ContainsKey(sessionId);

    public void Add(string sessionId) => _ids.TryAdd(sessionId, 0);
}
