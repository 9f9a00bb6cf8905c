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

    private readonly ConcurrentDictionary<(AuditAction Action, string? Session, string Actor, string? What, string? Under), DateTimeOffset> _recorded = new();

    /// <summary>Records a read durably before the content is handed out.</summary>
    /// <param name="sessionId">Of which session.</param>
    /// <param name="actorId">Who.</param>
    /// <param name="what">What.</param>
    /// <param name="under">By what right, where it is not the therapist's or the patient's own.</param>
    public Task RecordAsync(string sessionId, string actorId, string what, string? under = null) =>
        OnceAsync(AuditAction.ContentRead, sessionId, actorId, what, under);

    /// <summary>Records that a patient read what is their own, over all sessions.</summary>
    public Task RecordOwnAsync(string patientId, string what) => OnceAsync(AuditAction.ContentRead, null, patientId, what, null);

    /// <summary>Records that an administrator read the log itself.</summary>
    public Task RecordAuditReadAsync(string actorId) => OnceAsync(AuditAction.AuditRead, null, actorId, what: null, under: null);

    /// <summary>Records a write durably before it is confirmed.</summary>
    public Task RecordWriteAsync(string sessionId, string actorId, string what) =>
        OnceAsync(AuditAction.ContentWritten, sessionId, actorId, what, null);

    /// <summary>Records durably that content leaves as a file; every file is an entry of its own.</summary>
    public async Task RecordExportAsync(string sessionId, string actorId, string what)
    {
        await audit.AppendAsync(AuditAction.ReportExported, actorId, sessionId, what);
        await grains.GetGrain<IRecordingGrain>(sessionId).RecordAccessAsync(new AccessEntry(time.GetUtcNow(), actorId, what));
    }

    private async Task OnceAsync(AuditAction action, string? sessionId, string actorId, string? what, string? under)
    {
        var now = time.GetUtcNow();
        var key = (action, sessionId, actorId, what, under);
        if (_recorded.TryGetValue(key, out var last) && now - last < OneAccess)
            return;
        await audit.AppendAsync(action, actorId, sessionId, under is null || under == what ? what : $"{what}-{under}");
        if (action == AuditAction.ContentRead && sessionId is not null && what is not null)
            await grains.GetGrain<IRecordingGrain>(sessionId).RecordAccessAsync(new AccessEntry(now, actorId, what, under));
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
