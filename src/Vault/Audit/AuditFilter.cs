namespace PsyCare.Vault.Audit;

/// <summary>Which entries of the log somebody wants to see; null leaves a question open.</summary>
/// <param name="ActorId">Who did it.</param>
/// <param name="About">Ids of a patient and of their sessions: entries in which any of them stands.</param>
/// <param name="Action">What was done.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after it.</param>
public sealed record AuditFilter(
    string? ActorId = null, IReadOnlySet<string>? About = null, AuditAction? Action = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>Whether an entry is wanted.</summary>
    public bool Matches(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (ActorId is null || entry.ActorId == ActorId)
            && (Action is null || entry.Action == Action)
            && !(entry.At < From) && !(entry.At >= To)
            && (About is null || entry.Names(About));
    }
}

/// <summary>An entry and its place.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="Index">From 0.</param>
/// <param name="Entry">The entry.</param>
public sealed record IndexedEntry(string Log, long Index, AuditEntry Entry);

/// <summary>An entry that does not open: the log was altered.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="Index">From 0.</param>
public sealed record BrokenEntry(string Log, long Index);

/// <summary>Entries, newest first.</summary>
/// <param name="Entries">Those that match.</param>
/// <param name="Before">Where to go on: entries behind this place were not looked at; null where there are none.</param>
/// <param name="SearchedTo">When the oldest entry that was looked at was made; null where none was.</param>
/// <param name="Broken">An entry met that does not open; null where all did.</param>
public sealed record AuditPage(IReadOnlyList<IndexedEntry> Entries, AuditPosition? Before, DateTimeOffset? SearchedTo, BrokenEntry? Broken);
