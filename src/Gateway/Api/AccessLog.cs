using System.Collections.Concurrent;
using Orleans;
using PsyCare.Contracts.Recordings;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>
/// Every read of clinical content leaves an entry, in the session's access record and in the audit log. A player asks for a recording in hundreds of ranges and a page reloads: repeats by
/// the same person within a quarter of an hour are one access.
/// </summary>
internal sealed class AccessLog(IClusterClient grains, AuditLog audit, TimeProvider time)
{
    private const int SweepAbove = 10_000;
    private static readonly TimeSpan OneAccess = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Session, string Actor, string What), DateTimeOffset> _recorded = new();

    /// <summary>Records the access durably before the content is handed out.</summary>
    public async Task RecordAsync(string sessionId, string actorId, string what)
    {
        var now = time.GetUtcNow();
        var key = (sessionId, actorId, what);
        if (_recorded.TryGetValue(key, out var last) && now - last < OneAccess)
            return;
        await audit.AppendAsync(AuditAction.ContentRead, actorId, sessionId, what);
        await grains.GetGrain<IRecordingGrain>(sessionId).RecordAccessAsync(new AccessEntry(now, actorId, what));
        _recorded[key] = now;
        if (_recorded.Count > SweepAbove)
            Sweep(now);
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, at) in _recorded)
        {
            if (now - at >= OneAccess)
                _recorded.TryRemove(key, out _);
        }
    }
}
