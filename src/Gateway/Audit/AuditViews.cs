using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Audit;

/// <summary>What an administrator asks of the log, in the address: ids and moments, nothing that is content.</summary>
/// <param name="Actor">A member's id, or <c>unknown</c>, <c>operator</c>, <c>retention</c>.</param>
/// <param name="Patient">A patient's reference.</param>
/// <param name="Action">What was done.</param>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after it.</param>
internal sealed record AuditQuery(string? Actor, string? Patient, string? Action, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>An entry of the log.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="At">When.</param>
/// <param name="Action">What was done.</param>
/// <param name="ActorId">Who.</param>
/// <param name="ActorName">The member's name; null where it was no member: a patient, or the product itself.</param>
/// <param name="SessionId">In which session, if any.</param>
/// <param name="Detail">A word or an id that says more, if any.</param>
internal sealed record AuditEntryView(
    long Index, DateTimeOffset At, AuditAction Action, string ActorId, string? ActorName, string? SessionId, string? Detail);

/// <summary>A page of the log, newest first; see <see cref="AuditPage"/>.</summary>
internal sealed record AuditPageView(IReadOnlyList<AuditEntryView> Entries, long? Before, DateTimeOffset? SearchedTo, long? BrokenAt);

/// <summary>What checking the log found.</summary>
/// <param name="Finding">Whether it is as it was written.</param>
/// <param name="FirstAltered">The first entry that is not, where that is known.</param>
/// <param name="ExportedHeads">With how many exported heads it was compared.</param>
/// <param name="Size">How many entries it has.</param>
/// <param name="Root">The Merkle root over them, hexadecimal: to be written down where the operator cannot change it.</param>
/// <param name="At">When.</param>
/// <param name="Head">The signed head, one line of JSON, for <c>audit verify --heads</c>.</param>
/// <param name="OneOfSeveral">Whether other servers keep logs of their own: this one holds what went through this server.</param>
internal sealed record AuditVerificationView(
    AuditFinding Finding, long? FirstAltered, int ExportedHeads, long Size, string Root, DateTimeOffset At, string Head, bool OneOfSeveral);

/// <summary>A head that somebody wrote down.</summary>
/// <param name="Size">Its number of entries.</param>
/// <param name="Root">Its root, hexadecimal; spaces do not matter.</param>
internal sealed record NotedHead(long Size, string Root);

/// <summary>Whether the log of today continues the one that was noted.</summary>
internal sealed record HeadComparison(bool Continues);
