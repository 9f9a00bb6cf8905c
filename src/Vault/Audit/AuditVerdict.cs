namespace PsyCare.Vault.Audit;

/// <summary>What checking a log found.</summary>
public enum AuditFinding
{
    /// <summary>Every entry opens in its place, and every head given vouches for what is there.</summary>
    Intact = 1,

    /// <summary>An entry was altered, moved, or taken out of the middle.</summary>
    Altered = 2,

    /// <summary>The log ends before a head that vouches for more: entries were taken from its end, or an older copy was put in its place.</summary>
    RolledBack = 3,

    /// <summary>Every entry opens, but they are not those that a head vouches for: someone with the keys wrote them anew.</summary>
    Rewritten = 4,

    /// <summary>A head is not signed by this log: the whole log was replaced, or the head is another's.</summary>
    ForeignHead = 5,
}

/// <summary>The result of checking a log.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Size">How many entries open from the start.</param>
/// <param name="Root">Merkle root over them.</param>
/// <param name="FirstAltered">
/// Index of the first altered entry. For <see cref="AuditFinding.Rewritten"/> the first that may be: all before it are vouched for.
/// </param>
/// <param name="Head">The head that the log contradicts, if any.</param>
/// <param name="TornBytes">Bytes behind the last entry: a write that a crash tore, or that is under way.</param>
public sealed record AuditVerdict(AuditFinding Finding, long Size, byte[] Root, long? FirstAltered, SignedTreeHead? Head, long TornBytes)
{
    /// <summary>The key or the head of the file was altered, or is another log's: nothing of it opens.</summary>
    internal static AuditVerdict NothingOpens { get; } = new(AuditFinding.Altered, 0, MerkleHash.Empty, FirstAltered: 0, Head: null, TornBytes: 0);
}
