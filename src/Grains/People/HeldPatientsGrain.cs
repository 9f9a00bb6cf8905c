using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;

namespace PsyCare.Grains.People;

/// <summary>What <see cref="HeldPatientsGrain"/> stores.</summary>
public sealed class HeldPatientsState
{
    /// <summary>Whether the holds of earlier releases are among them.</summary>
    public bool TookOver { get; set; }

    /// <summary>In no order.</summary>
    public HashSet<string> PatientIds { get; set; } = [];
}

/// <summary>Who has, or had, a legal hold.</summary>
public sealed class HeldPatientsGrain([PersistentState("held-patients", StreamNames.Storage)] IPersistentState<HeldPatientsState> held)
    : Grain, IHeldPatientsGrain
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> GetAsync() =>
        Task.FromResult<IReadOnlyList<string>?>(held.State.TookOver ? [.. held.State.PatientIds] : null);

    /// <inheritdoc/>
    public async Task AddAsync(string patientId)
    {
        if (held.State.PatientIds.Add(patientId))
            await held.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task TakeOverAsync(IReadOnlyList<string> patientIds)
    {
        held.State.PatientIds.UnionWith(patientIds);
        held.State.TookOver = true;
        await held.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string patientId)
    {
        if (held.State.PatientIds.Remove(patientId))
            await held.SaveAsync();
    }
}
