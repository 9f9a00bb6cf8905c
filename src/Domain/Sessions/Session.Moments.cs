using System.Text.Json.Serialization;
using PsyCare.Domain.Suggestions;

namespace PsyCare.Domain.Sessions;

/// <content>Markers, and what is suggested as one.</content>
public sealed partial class Session
{
    /// <summary>By time.</summary>
    [JsonInclude]
    public IReadOnlyList<Marker> Markers { get; private set; } = [];

    /// <summary>By time; those that were looked at too.</summary>
    [JsonInclude]
    public IReadOnlyList<MarkerSuggestion> Suggestions { get; private set; } = [];

    /// <summary>
    /// Adds a marker, or changes its label, category and moment; a repeat changes nothing. One with a suggestion's id accepts it.
    /// </summary>
    public Refusal? PutMarker(Marker marker)
    {
        ArgumentNullException.ThrowIfNull(marker);
        if (LiveSince is null)
            return Refusal.WrongPhase;
        if (!Ids.IsValid(marker.Id) || marker.AtMs < 0 || marker.Label.Length > Marker.MaxLabelLength
            || marker.CategoryId is { } category && !Ids.IsValid(category))
            return Refusal.Invalid;
        var others = Markers.Where(m => m.Id != marker.Id).ToList();
        if (others.Count >= Marker.MaxPerSession)
            return Refusal.TooLarge;
        if (Markers.Contains(marker))
            return null;
        Markers = [.. others.Append(marker).OrderBy(m => m.AtMs)];
        Answer(marker.Id, SuggestionState.Accepted);
        return Changed();
    }

    /// <summary>Removes a marker; nothing happens where there is none.</summary>
    public void RemoveMarker(string markerId)
    {
        var left = Markers.Where(m => m.Id != markerId).ToList();
        if (left.Count == Markers.Count)
            return;
        Markers = left;
        Answer(markerId, SuggestionState.Dismissed);
        Changed();
    }

    /// <summary>Notes a suggestion, while the patient agrees to the analysis that it comes from; a repeat changes nothing.</summary>
    public Refusal? Suggest(MarkerSuggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        if (Phase != SessionPhase.Live)
            return Refusal.WrongPhase;
        if (Consents.InForce(ConsentKind.EmotionAnalysis) != ConsentDecision.Granted)
            return Refusal.ConsentMissing;
        if (Suggestions.Any(s => s.Id == suggestion.Id))
            return null;
        if (Suggestions.Count >= MarkerSuggestion.MaxPerSession)
            return Refusal.TooLarge;
        Suggestions = [.. Suggestions.Append(suggestion).OrderBy(s => s.AtMs)];
        return Changed();
    }

    /// <summary>The therapist does not want it; nothing happens where it was answered before.</summary>
    public Refusal? DismissSuggestion(string suggestionId)
    {
        if (Suggestions.All(s => s.Id != suggestionId))
            return Refusal.NotFound;
        return Suggestions.First(s => s.Id == suggestionId).State == SuggestionState.Open && Answer(suggestionId, SuggestionState.Dismissed)
            ? Changed()
            : null;
    }

    private bool Answer(string suggestionId, SuggestionState state)
    {
        if (Suggestions.All(s => s.Id != suggestionId))
            return false;
        Suggestions = [.. Suggestions.Select(s => s.Id == suggestionId ? s with { State = state } : s)];
        return true;
    }
}
