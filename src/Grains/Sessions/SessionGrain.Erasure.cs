using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Sessions;

/// <content>Erasure. What is interrupted can be repeated: the key goes last, for without it the session is not found any more.</content>
public sealed partial class SessionGrain
{
    /// <inheritdoc/>
    public Task<bool> IsLiveAsync() => Task.FromResult(State.Phase == SessionPhase.Live);

    /// <inheritdoc/>
    public async Task EraseAsync(string actorId)
    {
        if (!State.Exists)
            return;
        if (State.Phase == SessionPhase.Live)
            throw new RefusedException(Refusal.WrongPhase);
        var sessionId = this.GetPrimaryKeyString();
        await GrainFactory.GetGrain<IRecordingGrain>(sessionId).EraseAllAsync(actorId);
        await _audit.RecordErasedAsync(ErasedThing.Session, sessionId, State.PracticeId, actorId);
        await _keys.DestroyAsync(DataKeyId.Session(sessionId));
        await _session.ClearStateAsync();
    }

    /// <summary>Consent to a past recording or analysis that is taken back erases it.</summary>
    private async Task EraseWithdrawnAsync(ConsentEntry entry)
    {
        if (State.Phase != SessionPhase.Ended || entry.Decision != ConsentDecision.Withdrawn)
            return;
        var recording = GrainFactory.GetGrain<IRecordingGrain>(this.GetPrimaryKeyString());
        if (entry.Kind == ConsentKind.Recording)
            await recording.EraseRecordingAsync(State.PatientId);
        else if (entry.Kind == ConsentKind.EmotionAnalysis)
            await recording.EraseAffectAsync(State.PatientId);
    }
}
