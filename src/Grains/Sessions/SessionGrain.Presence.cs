using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;

namespace PsyCare.Grains.Sessions;

/// <content>Who is there, as the gateways report it: kept in memory, and reported anew to a grain that has lost it.</content>
public sealed partial class SessionGrain
{
    private readonly HashSet<ParticipantRole> _present = [];
    private DateTimeOffset _lastPresence;
    private Absence? _patientGone;

    /// <inheritdoc/>
    public Task ReportPresenceAsync(ParticipantRole participant, bool present) =>
        present ? CameAsync(participant) : WentAsync(participant, AbsenceReason.Lost);

    /// <inheritdoc/>
    public Task ReportLeftAsync(ParticipantRole participant) => WentAsync(participant, AbsenceReason.Left);

    private Task CameAsync(ParticipantRole participant)
    {
        RequireExists();
        _lastPresence = _clock.GetUtcNow();
        return _present.Add(participant) ? TellPresenceAsync() : Task.CompletedTask;
    }

    private Task WentAsync(ParticipantRole participant, AbsenceReason why)
    {
        RequireExists();
        _lastPresence = _clock.GetUtcNow();
        if (!_present.Remove(participant))
            return Task.CompletedTask;
        if (participant == ParticipantRole.Patient)
            _patientGone = new Absence(why, _lastPresence);
        return TellPresenceAsync();
    }

    private async Task TellPresenceAsync()
    {
        await NotifyAsync();
        await ReportTherapistAsync();
    }

    /// <summary>Whoever went before they were let in has not come to the call yet.</summary>
    private Absence? PatientAway()
    {
        if (_present.Contains(ParticipantRole.Patient))
            return null;
        return State.Phase switch
        {
            SessionPhase.Waiting => _patientGone,
            SessionPhase.Live when _patientGone?.Since > State.LiveSince => _patientGone,
            SessionPhase.Live => new Absence(AbsenceReason.NotYet, State.LiveSince!.Value),
            _ => null,
        };
    }
}
