using PsyCare.Domain.Vault;

namespace PsyCare.Vault.Audit;

/// <summary>Enters erasures and legal holds in an <see cref="AuditLog"/>.</summary>
public sealed class ErasureAudit(AuditLog log) : IErasureAudit
{
    /// <inheritdoc />
    public Task RecordErasedAsync(ErasedThing what, string id, string? practiceId, string actorId) =>
        log.AppendAsync(AuditAction.Erased, actorId, id, DetailOf(what), practiceId: practiceId);

    /// <inheritdoc />
    public Task RecordHoldAsync(string patientId, string practiceId, bool set, string actorId) =>
        log.AppendAsync(set ? AuditAction.LegalHoldSet : AuditAction.LegalHoldLifted, actorId, detail: patientId, practiceId: practiceId);

    /// <summary>Whether an entry of an erasure says that the session's recording went.</summary>
    internal static bool IsOfRecording(AuditEntry entry) => entry.Detail == DetailOf(ErasedThing.Recording) || IsOfSession(entry);

    /// <summary>Whether an entry of an erasure says that the session's affect track went.</summary>
    internal static bool IsOfAffect(AuditEntry entry) => entry.Detail == DetailOf(ErasedThing.Affect) || IsOfSession(entry);

    private static bool IsOfSession(AuditEntry entry) => entry.Detail == DetailOf(ErasedThing.Session);

    private static string DetailOf(ErasedThing what) => what.ToString().ToLowerInvariant();
}
