using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Media;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Suggestions;

namespace PsyCare.Grains.Sessions;

/// <content>Markers, suggestions, and what makes the session safe.</content>
public sealed partial class SessionGrain
{
    /// <inheritdoc/>
    public Task PutMarkerAsync(Marker marker)
    {
        RequireExists();
        return ChangeAsync(s => s.PutMarker(marker));
    }

    /// <inheritdoc/>
    public Task RemoveMarkerAsync(string markerId)
    {
        RequireExists();
        return ChangeAsync(s =>
        {
            s.RemoveMarker(markerId);
            return null;
        });
    }

    /// <inheritdoc/>
    public Task SuggestMarkerAsync(MarkerSuggestion suggestion)
    {
        RequireExists();
        // Where the practice's policy wants none, none comes up, whoever would suggest it.
        return _suggestionsAllowed ? ChangeAsync(s => s.Suggest(suggestion)) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DismissSuggestionAsync(string suggestionId)
    {
        RequireExists();
        return ChangeAsync(s => s.DismissSuggestion(suggestionId));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Note>> GetEarlierNotesAsync()
    {
        RequireExists();
        return Task.FromResult(State.Notes);
    }

    /// <inheritdoc/>
    public async Task ConfirmSafetyAsync(SafetyDetails details)
    {
        RequireExists();
        await ChangeAsync(s => s.ConfirmSafety(details, _clock.GetUtcNow()));
        await GrainFactory.GetGrain<IPatientGrain>(State.PatientId).KeepSafetyAsync(State.Safety!);
    }

    /// <inheritdoc/>
    public Task PlanAsync(int minutes)
    {
        RequireExists();
        return ChangeAsync(s => s.Plan(minutes));
    }

    /// <summary>Lets patients who wait for the same therapist know.</summary>
    private Task ReportTherapistAsync() => GrainFactory.GetGrain<ITherapistPresenceGrain>(State.ClinicianId).ReportAsync(
        this.GetPrimaryKeyString(), State.Phase == SessionPhase.Live && _present.Contains(ParticipantRole.Clinician));
}
