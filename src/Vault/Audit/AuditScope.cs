namespace PsyCare.Vault.Audit;

/// <summary>
/// What a practice may see of the logs of a deployment, which several practices may share: the entries that bear its own id. Some bear none, e.g. those
/// of earlier releases: of these it sees what its members did, what names what is known to be its own, what its own process wrote, and what concerns
/// the keys of all.
/// </summary>
/// <param name="PracticeId">The practice.</param>
/// <param name="OwnLog">The log of the process that asks.</param>
/// <param name="Members">Ids of the practice's members, also of those who left.</param>
/// <param name="Known">Ids of a patient of the practice and of their sessions, where somebody asks about one.</param>
public sealed record AuditScope(string PracticeId, string OwnLog, IReadOnlySet<string> Members, IReadOnlySet<string>? Known = null)
{
    /// <summary>Whether the practice may see an entry.</summary>
    /// <param name="log">In which log it stands.</param>
    /// <param name="entry">The entry.</param>
    public bool Sees(string log, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.PracticeId is { } practice
            ? practice == PracticeId
            : log == OwnLog || Members.Contains(entry.ActorId) || (Known is not null && entry.Names(Known)) || IsOfKeys(entry.Action);
    }

    private static bool IsOfKeys(AuditAction action) => action
        is AuditAction.KeysOpened or AuditAction.KeyRotated or AuditAction.KeysRewrapped or AuditAction.KeyRetired or AuditAction.KeysCopied
        or AuditAction.KeyRingProtected;
}
