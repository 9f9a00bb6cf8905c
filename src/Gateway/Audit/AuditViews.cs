using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Audit;

/// <summary>What an administrator asks of the log, in the address: ids and moments, nothing that is content.</summary>
/// <param name="Actor">A member's id, or <c>unknown</c>, <c>operator</c>, <c>retention</c>.</param>
/// <param name="Patient">A patient's reference.</param>
/// <param name="Action">What was done.</param>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after it.</param>
internal sealed record AuditQuery(string? Actor, string? Patient, string? Action, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>The same, understood.</summary>
/// <param name="Scope">What the practice may see.</param>
/// <param name="Filter">What is wanted of it.</param>
internal sealed record AuditWish(AuditScope Scope, AuditFilter Filter);

/// <summary>An entry of the log.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="At">When.</param>
/// <param name="Action">What was done.</param>
/// <param name="ActorId">Who.</param>
/// <param name="ActorName">The member's name; null where it was no member: a patient, or the product itself.</param>
/// <param name="SessionId">In which session, if any.</param>
/// <param name="Detail">A word or an id that says more, if any.</param>
/// <param name="Log">The log it stands in, which says the process that wrote it; empty where there is but one process.</param>
internal sealed record AuditEntryView(
    long Index, DateTimeOffset At, AuditAction Action, string ActorId, string? ActorName, string? SessionId, string? Detail, string Log);

/// <summary>A page of the logs, newest first; see <see cref="AuditPage"/>.</summary>
internal sealed record AuditPageView(
    IReadOnlyList<AuditEntryView> Entries, string? Before, DateTimeOffset? SearchedTo, long? BrokenAt, string? BrokenLog);

/// <summary>One of the logs that the practice's entries stand in.</summary>
/// <param name="Name">Its name, e.g. <c>gateways/10.0.0.5-8080</c>; empty where there is but one process.</param>
/// <param name="Entries">How many entries it has; null where it is not there, or does not open: somebody removed or altered it.</param>
/// <param name="NewestAt">When the newest was made.</param>
/// <param name="Own">Whether the process that answers writes it.</param>
/// <param name="Replaced">Whether another file lay there while this process has followed it: what that held is not among the entries.</param>
internal sealed record AuditLogView(string Name, long? Entries, DateTimeOffset? NewestAt, bool Own, bool Replaced);

/// <summary>What checking the log found.</summary>
/// <param name="Finding">Whether it is as it was written.</param>
/// <param name="FirstAltered">The first entry that is not, where that is known.</param>
/// <param name="ExportedHeads">With how many exported heads it was compared.</param>
/// <param name="Size">How many entries it has.</param>
/// <param name="Root">The Merkle root over them, hexadecimal: to be written down where the operator cannot change it.</param>
/// <param name="At">When.</param>
/// <param name="Head">The signed head, one line of JSON, for <c>audit verify --heads</c>; null where another process signs that log.</param>
internal sealed record AuditVerificationView(
    AuditFinding Finding, long? FirstAltered, int ExportedHeads, long Size, string Root, DateTimeOffset At, string? Head);

/// <summary>A head that somebody wrote down.</summary>
/// <param name="Size">Its number of entries.</param>
/// <param name="Root">Its root, hexadecimal; spaces do not matter.</param>
/// <param name="Log">Of which log it is; null for that of the process that answers.</param>
internal sealed record NotedHead(long Size, string Root, string? Log = null);

/// <summary>Whether the log of today continues the one that was noted.</summary>
internal sealed record HeadComparison(bool Continues);
