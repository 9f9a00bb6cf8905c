using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain;
using PsyCare.Domain.Supervision;

namespace PsyCare.Grains.Supervision;

/// <summary>Makes a month's figures once, from what the months of the assigned therapists have gathered; a page view reads them.</summary>
public sealed class SupervisionGrain(
    [PersistentState("supervision", StreamNames.Storage)] IPersistentState<SupervisionState> published, TimeProvider clock)
    : Grain, ISupervisionGrain
{
    /// <inheritdoc/>
    public async Task<GroupMonth> GetMonthAsync(string practiceId, string month)
    {
        if (published.State.Months.TryGetValue(month, out var made))
            return made;
        if (!Months.IsClosed(month, clock.GetUtcNow()))
            throw new RefusedException(Refusal.WrongPhase);

        var supervisorId = this.GetPrimaryKeyString();
        var members = await GrainFactory.GetGrain<IPracticeGrain>(practiceId).GetMembersAsync();
        var therapists = members.Where(m => m.SupervisorId == supervisorId).ToList();
        // Claimed before it is saved: after a crash in between, the same sessions are given again.
        var sessions = await Task.WhenAll(therapists.Select(t =>
            GrainFactory.GetGrain<IMonthFiguresGrain>(MonthFiguresKey.Of(t.MemberId, month)).ClaimAsync(supervisorId)));
        made = new GroupMonth(month, therapists.Count, Suppression.Publish([.. sessions.SelectMany(s => s)]));
        if (therapists.Count == 0)
            return made;
        published.State.Months[month] = made;
        await published.SaveAsync();
        return made;
    }
}

/// <summary>What is stored of a supervisor.</summary>
public sealed class SupervisionState
{
    /// <summary>Published figures by month.</summary>
    public Dictionary<string, GroupMonth> Months { get; set; } = [];
}
