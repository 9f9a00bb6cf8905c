using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;

namespace PsyCare.Grains.Sessions;

/// <content>Taking over a session that took place elsewhere.</content>
public sealed partial class SessionGrain
{
    /// <inheritdoc/>
    public async Task ImportAsync(PastSession past)
    {
        RequireExists();
        if (State.LiveThrough(past) is { } refusal)
        {
            // A later step refused: what the earlier ones changed is taken back.
            await _session.ReadStateAsync();
            throw new RefusedException(refusal);
        }

        await _session.SaveAsync();
        foreach (var consent in past.Consents)
            await GrainFactory.GetGrain<IPatientGrain>(State.PatientId).RecordConsentAsync(this.GetPrimaryKeyString(), consent);
        SumUp();
    }
}
