using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Gateway.Rights;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Audit;

/// <summary>Reads the practice's entries for those who may, out of the logs of all processes of the deployment.</summary>
internal sealed class AuditPages(FollowedLogs logs, AuditLog own, IClusterClient grains, MemberNames names, GatewayOptions options)
{
    private readonly AuditReader _reader = new(logs);

    /// <summary>What a query stands for, or a refusal with Invalid.</summary>
    public async Task<AuditWish> WishAsync(AuditQuery query)
    {
        if (!IsIdOrNull(query.Actor) || !IsIdOrNull(query.Patient))
            throw new RefusedException(Refusal.Invalid);
        AuditAction? action = null;
        if (query.Action is { } name)
            action = Enum.TryParse<AuditAction>(name, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : throw new RefusedException(Refusal.Invalid);
        var members = (await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetMembersAsync()).Select(m => m.MemberId).ToHashSet();
        var theirs = query.Patient is null ? null : await KnownAsync(query.Patient, members);
        var about = query.Patient is null ? null : theirs ?? [query.Patient];
        return new AuditWish(
            new AuditScope(options.PracticeId, OwnName(), members, theirs), new AuditFilter(query.Actor, about, action, query.From, query.To));
    }

    /// <summary>A page, and its entries with names.</summary>
    public async Task<(AuditPage Page, IReadOnlyList<AuditEntryView> Named)> ReadAsync(AuditWish wish, AuditPosition? before, int take)
    {
        var page = await Task.Run(() => _reader.Read(wish.Scope, wish.Filter, before, take));
        var entries = new List<AuditEntryView>(page.Entries.Count);
        foreach (var (log, index, entry) in page.Entries)
        {
            var name = wish.Scope.Members.Contains(entry.ActorId) ? await names.FindAsync(entry.ActorId) : null;
            entries.Add(new AuditEntryView(index, entry.At, entry.Action, entry.ActorId, name, entry.SessionId, entry.Detail, log));
        }

        return (page, entries);
    }

    /// <summary>The logs in which the practice's entries stand, this process's first.</summary>
    public Task<List<AuditLogView>> LogsAsync() => Task.Run(() => logs.Of(options.PracticeId)
        .Select(log => new AuditLogView(log.Place.Name, log.Entries, log.NewestAt, Own: own.LiesAt(log.Place), log.Replaced))
        .OrderByDescending(log => log.Own).ThenBy(log => log.Entries is not null).ThenByDescending(log => log.NewestAt).ToList());

    private string OwnName() => logs.Places().FirstOrDefault(own.LiesAt)?.Name ?? "";

    /// <summary>
    /// A patient of the practice and their sessions; null where they are another's, or not there any more: what was erased is not known to have been theirs.
    /// </summary>
    private async Task<HashSet<string>?> KnownAsync(string patientId, HashSet<string> members)
    {
        try
        {
            var file = await grains.GetGrain<IPatientGrain>(patientId).GetAsync();
            return members.Contains(file.ClinicianId) ? [patientId, .. file.SessionIds] : null;
        }
        catch (RefusedException e) when (e.Refusal == Refusal.NotFound)
        {
            return null;
        }
    }

    private static bool IsIdOrNull(string? id) => id is null || Ids.IsValid(id);
}
