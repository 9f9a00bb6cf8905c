using System.Collections.Concurrent;
using Orleans;
using PsyCare.Contracts.Recordings;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Api;

/// <summary>
/// Every read of clinical content leaves an entry, in the session's access record and in the audit log; every write one in the audit log. A
/// player asks for a recording in hundreds of ranges, a page reloads, notes save as they are typed: repeats by the same person within a
/// quarter of an hour are one.
/// </summary>
internal sealed class AccessLog(IClusterClient grains, AuditLog audit, TimeProvider time)
{
    private const int SweepAbove = 10_000;
    private static readonly TimeSpan OneAccess = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(AuditAction Action, string Session, string Actor, string What), DateTimeOffset> _recorded = new();

    /// <summary>Records a read durably before the content is handed out.</summary>
    public Task RecordAsync(string sessionId, string actorId, string what) => OnceAsync(AuditAction.ContentRead, sessionId, actorId, what);

    /// <summary>Records a write durably before it is confirmed.</summary>
    public Task RecordWriteAsync(string sessionId, string actorId, string what) =>
        OnceAsync(AuditAction.ContentWritten, sessionId, actorId, what);

    private async Task OnceAsync(AuditAction action, string sessionId, string actorId, string what)
    {
        var now = time.GetUtcNow();
        var key = (action, sessionId, actorId, what);
        if (_recorded.TryGetValue(key, out var last) && now - last < OneAccess)
            return;
        await audit.AppendAsync(action, actorId, sessionId, what);
        if (action == AuditAction.ContentRead)
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
