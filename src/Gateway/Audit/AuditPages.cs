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

    /// <summary>The filter that a query stands for, or a refusal with Invalid.</summary>
    public async Task<AuditFilter> FilterAsync(AuditQuery query)
    {
        if (!IsIdOrNull(query.Actor) || !IsIdOrNull(query.Patient))
            throw new RefusedException(Refusal.Invalid);
        AuditAction? action = null;
        if (query.Action is { } name)
            action = Enum.TryParse<AuditAction>(name, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : throw new RefusedException(Refusal.Invalid);
        return new AuditFilter(query.Actor, query.Patient is null ? null : await AboutAsync(query.Patient), action, query.From, query.To);
    }

    /// <summary>A page with names.</summary>
    public async Task<AuditPageView> ReadAsync(AuditFilter filter, AuditPosition? before, int take)
    {
        var members = (await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetMembersAsync()).Select(m => m.MemberId).ToHashSet();
        var page = await Task.Run(() => _reader.Read(new AuditScope(options.PracticeId, OwnName(), members), filter, before, take));
        var entries = new List<AuditEntryView>(page.Entries.Count);
        foreach (var (log, index, entry) in page.Entries)
        {
            var name = members.Contains(entry.ActorId) ? await names.FindAsync(entry.ActorId) : null;
            entries.Add(new AuditEntryView(index, entry.At, entry.Action, entry.ActorId, name, entry.SessionId, entry.Detail, log));
        }

        return new AuditPageView(entries, page.Before?.ToString(), page.SearchedTo, page.Broken?.Index, page.Broken?.Log);
    }

    /// <summary>The logs in which the practice's entries stand, this process's first.</summary>
    public Task<List<AuditLogView>> LogsAsync() => Task.Run(() => logs.Of(options.PracticeId)
        .Select(log => new AuditLogView(log.Place.Name, log.Entries, log.NewestAt, Own: own.LiesAt(log.Place)))
        .OrderByDescending(log => log.Own).ThenBy(log => log.Entries is not null).ThenByDescending(log => log.NewestAt).ToList());

    private string OwnName() => logs.Places().FirstOrDefault(own.LiesAt)?.Name ?? "";

    /// <summary>The patient and their sessions; the patient alone where they are not there any more: what was erased is not known to have been theirs.</summary>
    private async Task<HashSet<string>> AboutAsync(string patientId)
    {
        try
        {
            return [patientId, .. (await grains.GetGrain<IPatientGrain>(patientId).GetAsync()).SessionIds];
        }
        catch (RefusedException e) when (e.Refusal == Refusal.NotFound)
        {
            return [patientId];
        }
    }

    private static bool IsIdOrNull(string? id) => id is null || Ids.IsValid(id);
}
