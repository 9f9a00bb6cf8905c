using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Gateway.Rights;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Audit;

/// <summary>Reads and checks this server's log for those who may. (In the Cluster edition each gateway keeps a log of its own.)</summary>
internal sealed class AuditPages(AuditLog log, IClusterClient grains, MemberNames names, GatewayOptions options) : IDisposable
{
    private const int MaxSize = 200;

    private readonly Lazy<AuditReader> _reader = new(log.OpenReader);
    private readonly SemaphoreSlim _oneCheck = new(1);

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
    public async Task<AuditPageView> ReadAsync(AuditFilter filter, long? before, int take)
    {
        var page = await Task.Run(() => _reader.Value.Read(filter, before, take));
        var members = (await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetMembersAsync()).Select(m => m.MemberId).ToHashSet();
        var entries = new List<AuditEntryView>(page.Entries.Count);
        foreach (var (index, entry) in page.Entries)
        {
            var name = members.Contains(entry.ActorId) ? await names.FindAsync(entry.ActorId) : null;
            entries.Add(new AuditEntryView(index, entry.At, entry.Action, entry.ActorId, name, entry.SessionId, entry.Detail));
        }

        return new AuditPageView(entries, page.Before, page.SearchedTo, page.BrokenAt);
    }

    /// <summary>Checks the whole log; one check at a time.</summary>
    public async Task<AuditVerificationView> VerifyAsync(CancellationToken cancellationToken)
    {
        await _oneCheck.WaitAsync(cancellationToken);
        try
        {
            var heads = 0;
            var verdict = await Task.Run(() => log.Verify(out heads), cancellationToken);
            var head = log.Head();
            return new AuditVerificationView(
                verdict.Finding, verdict.FirstAltered, heads, head.Size, Convert.ToHexStringLower(head.Root), head.At, head.ToJson(),
                OneOfSeveral: options.InternalUrl is not null);
        }
        finally
        {
            _oneCheck.Release();
        }
    }

    /// <summary>Whether the log continues one that somebody noted; a refusal with Invalid where that is no head.</summary>
    public bool Continues(NotedHead noted)
    {
        var hex = new string([.. noted.Root.Where(c => !char.IsWhiteSpace(c))]);
        if (noted.Root.Length > MaxSize || hex.Length != 64 || !hex.All(char.IsAsciiHexDigit) || noted.Size < 0)
            throw new RefusedException(Refusal.Invalid);
        return log.ContinuesFrom(noted.Size, Convert.FromHexString(hex));
    }

    public void Dispose()
    {
        if (_reader.IsValueCreated)
            _reader.Value.Dispose();
        _oneCheck.Dispose();
    }

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
