using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Rights;
using PsyCare.Domain.Sessions;

namespace PsyCare.Grains.Rights;

/// <summary>Wraps <see cref="Oversight"/> with storage, time, the patient's consents and those who have to learn of it.</summary>
public sealed class OversightGrain : Grain, IOversightGrain
{
    private readonly IPersistentState<Oversight> _oversight;
    private readonly TimeProvider _clock;

    /// <summary>Made by the host.</summary>
    public OversightGrain([PersistentState("oversight", StreamNames.Storage)] IPersistentState<Oversight> oversight, TimeProvider clock)
    {
        _oversight = oversight;
        _clock = clock;
    }

    private Oversight State => _oversight.State;

    private string SessionId => this.GetPrimaryKeyString();

    private ISessionGrain Session => GrainFactory.GetGrain<ISessionGrain>(SessionId);

    /// <inheritdoc/>
    public async Task<Clip> ShareClipAsync(Clip clip)
    {
        var session = await Session.GetAsync();
        if (session.Phase != SessionPhase.Ended)
            throw new RefusedException(Refusal.WrongPhase);
        if (!IsGranted(session, ConsentKind.Supervision))
            throw new RefusedException(Refusal.SupervisionNotConsented);
        RefusedException.ThrowIf(State.Share(session.PatientId, clip));
        await _oversight.SaveAsync();
        // Also where the clip was there already: a crash in between must not leave one that its supervisor never finds.
        var shared = State.Clips.First(c => c.Id == clip.Id);
        await GrainFactory.GetGrain<IClipInboxGrain>(shared.SupervisorId).AddAsync(new ClipReference(SessionId, shared.Id));
        return shared;
    }

    /// <inheritdoc/>
    public async Task RevokeClipAsync(string clipId)
    {
        RefusedException.ThrowIf(State.Revoke(clipId, _clock.GetUtcNow()));
        await _oversight.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Clip>> GetClipsAsync() => Task.FromResult(State.Clips);

    /// <inheritdoc/>
    public async Task<Clip> FindClipAsync(string clipId, string supervisorId)
    {
        var clip = State.Clips.FirstOrDefault(c => c.Id == clipId && c.SupervisorId == supervisorId && c.IsOpen(_clock.GetUtcNow()));
        if (clip is null)
            throw new RefusedException(Refusal.NotFound);
        var session = await Session.GetAsync();
        var recording = await GrainFactory.GetGrain<IRecordingGrain>(SessionId).GetAsync();
        var allowed = IsGranted(session, ConsentKind.Supervision) && recording.Segments.Count > 0;
        return allowed ? clip : throw new RefusedException(Refusal.NotFound);
    }

    /// <inheritdoc/>
    public async Task<BreakGlass> BreakGlassAsync(string id, string memberId, string reason)
    {
        var session = await Session.GetAsync();
        var now = _clock.GetUtcNow();
        RefusedException.ThrowIf(State.Open(session.PatientId, new BreakGlass(id, memberId, reason.Trim(), now, now + BreakGlass.Length)));
        await _oversight.SaveAsync();
        var opening = State.OpenTo(memberId, now) ?? State.Openings.First(o => o.Id == id);
        await GrainFactory.GetGrain<IBreakGlassAlertsGrain>(session.PracticeId)
            .RaiseAsync(new BreakGlassAlert(opening.Id, SessionId, session.ClinicianId, memberId, opening.OpenedAt));
        return opening;
    }

    /// <inheritdoc/>
    public async Task CloseGlassAsync(string memberId)
    {
        State.Close(memberId, _clock.GetUtcNow());
        await _oversight.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<BreakGlass?> FindOpeningAsync(string memberId) => Task.FromResult(State.OpenTo(memberId, _clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<IReadOnlyList<BreakGlass>> GetOpeningsAsync() => Task.FromResult(State.Openings);

    private static bool IsGranted(SessionSnapshot session, ConsentKind kind) =>
        session.Consents.LastOrDefault(c => c.Kind == kind)?.Decision == ConsentDecision.Granted;
}
