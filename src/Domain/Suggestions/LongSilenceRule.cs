namespace PsyCare.Domain.Suggestions;

/// <summary>
/// Nobody has spoken for fifteen seconds (pauses in therapy talk rarely last more than a few; longer ones tend to carry meaning). It may be
/// reflection, distress or a lost word; only the therapist can say. Once per silence.
/// </summary>
public sealed class LongSilenceRule
{
    /// <summary>How long, milliseconds.</summary>
    public const long LeastMs = 15_000;

    private bool _told;

    /// <summary>Takes in how long nobody has spoken.</summary>
    /// <returns>A suggestion at the moment that the rule is met, else null.</returns>
    public MarkerSuggestion? Next(long nowMs, long silentForMs)
    {
        if (silentForMs < LeastMs)
        {
            _told = false;
            return null;
        }

        if (_told)
            return null;
        _told = true;
        return MarkerSuggestion.New(SuggestionReason.LongSilence, nowMs - silentForMs, silentForMs);
    }
}
