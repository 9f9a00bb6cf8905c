using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Vault;
using PsyCare.Grains.Sessions;

namespace PsyCare.Grains.Recordings;

/// <content>Erasure: the key first, then the files, then the entry that says so. What is interrupted can be repeated.</content>
public sealed partial class RecordingGrain
{
    /// <inheritdoc/>
    public async Task EraseRecordingAsync(string actorId)
    {
        await RequireErasableAsync();
        await EraseMediaAsync(actorId);
        await _recording.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task EraseAffectAsync(string actorId)
    {
        await RequireErasableAsync();
        await EraseTrackAsync(actorId);
        await _recording.SaveAsync();
        // What was made from the track goes with it.
        await GrainFactory.GetGrain<ISessionReportGrain>(SessionId).EraseAsync();
        // Not awaited, for the course asks the session, which may be waiting for this.
        _ = GrainFactory.GetGrain<ICourseGrain>(State.PatientId).RefreshAsync(SessionId);
    }

    /// <inheritdoc/>
    public async Task EraseAllAsync(string actorId)
    {
        await EraseMediaAsync(actorId);
        await EraseTrackAsync(actorId);
        await _recording.ClearStateAsync();
    }

    private async Task EraseMediaAsync(string actorId)
    {
        var practiceId = await SessionPractice.OfAsync(GrainFactory, SessionId);
        var destroyed = await _keys.DestroyAsync(DataKeyId.Recording(SessionId));
        await _files.RemoveRecordingAsync(SessionId);
        if (!destroyed && State.Segments.Count == 0)
            return;
        await _audit.RecordErasedAsync(ErasedThing.Recording, SessionId, practiceId, actorId);
        State.Segments.Clear();
        State.RecordingErasedAt ??= _clock.GetUtcNow();
    }

    private async Task EraseTrackAsync(string actorId)
    {
        var practiceId = await SessionPractice.OfAsync(GrainFactory, SessionId);
        var destroyed = await _keys.DestroyAsync(DataKeyId.Affect(SessionId));
        await _files.RemoveAffectAsync(SessionId);
        if (destroyed)
            await _audit.RecordErasedAsync(ErasedThing.Affect, SessionId, practiceId, actorId);
        State.AffectErasedAt ??= _clock.GetUtcNow();
    }

    private async Task RequireErasableAsync()
    {
        await KnowPatientAsync();
        if (await GrainFactory.GetGrain<ISessionGrain>(SessionId).IsLiveAsync())
            throw new RefusedException(Refusal.WrongPhase);
        if (await GrainFactory.GetGrain<IPatientGrain>(State.PatientId).IsHeldAsync())
            throw new RefusedException(Refusal.LegalHold);
    }
}
