using PsyCare.Domain.Vault;

namespace PsyCare.Vault.Audit;

/// <summary>Enters erasures and legal holds in an <see cref="AuditLog"/>.</summary>
public sealed class ErasureAudit(AuditLog log) : IErasureAudit
{
    /// <inheritdoc />
    public Task RecordErasedAsync(ErasedThing what, string id, string actorId) =>
        log.AppendAsync(AuditAction.Erased, actorId, id, what.ToString().ToLowerInvariant());

    /// <inheritdoc />
    public Task RecordHoldAsync(string patientId, bool set, string actorId) =>
        log.AppendAsync(set ? AuditAction.LegalHoldSet : AuditAction.LegalHoldLifted, actorId, detail: patientId);
}
