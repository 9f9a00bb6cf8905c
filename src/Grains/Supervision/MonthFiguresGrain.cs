using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain.Supervision;

namespace PsyCare.Grains.Supervision;

/// <summary>Wraps the rules of <see cref="MonthFigures"/> with storage.</summary>
public sealed class MonthFiguresGrain([PersistentState("monthFigures", StreamNames.Storage)] IPersistentState<MonthFigures> month)
    : Grain, IMonthFiguresGrain
{
    /// <inheritdoc/>
    public async Task RecordAsync(SessionFigures session)
    {
        if (month.State.Record(session))
            await month.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SessionFigures>> ClaimAsync(string supervisorId)
    {
        var before = month.State.ClaimedBy;
        var sessions = month.State.Claim(supervisorId);
        if (before is null)
            await month.SaveAsync();
        return sessions;
    }
}
