using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Suggestions;

/// <summary>
/// AU4 (brow lowerer) at C or more and AU7 (lid tightener) at B or more (FACS, on the scale of 0 to 5), together for a second, after five
/// seconds without: a sudden tightening of the upper face. It may be pain, anger, effort, bright light or thought; only the therapist can
/// say. At most once in a minute, so that a frowning patient does not fill the list.
/// </summary>
public sealed class TensionBurstRule
{
    /// <summary>Least intensity of AU4.</summary>
    public const float LeastBrow = 2.5f;

    /// <summary>Least intensity of AU7.</summary>
    public const float LeastLid = 1.5f;

    /// <summary>How long both must last, milliseconds.</summary>
    public const long LeastMs = 1_000;

    /// <summary>How long both must have been away before, milliseconds.</summary>
    public const long CalmBeforeMs = 5_000;

    /// <summary>Least time between two, milliseconds.</summary>
    public const long RestMs = 60_000;

    private const long LongestGapMs = 600;

    private long? _since;
    private long _lastTenseMs = long.MinValue / 2;
    private long _lastToldMs = long.MinValue / 2;
    private bool _calmBefore;
    private float _brow;
    private float _lid;

    /// <summary>Takes the next reading in.</summary>
    /// <returns>A suggestion at the moment that the rule is met, else null.</returns>
    public MarkerSuggestion? Next(AffectSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var brow = sample.IntensityOf(ActionUnit.BrowLowerer);
        var lid = sample.IntensityOf(ActionUnit.LidTightener);
        if (brow < LeastBrow || lid < LeastLid)
        {
            _since = null;
            return null;
        }

        var at = sample.AtMs;
        if (_since is null || at - _lastTenseMs > LongestGapMs)
            (_since, _calmBefore, _brow, _lid) = (at, at - _lastTenseMs >= CalmBeforeMs, brow, lid);
        (_lastTenseMs, _brow, _lid) = (at, Math.Max(_brow, brow), Math.Max(_lid, lid));
        if (!_calmBefore || at - _since < LeastMs || at - _lastToldMs < RestMs)
            return null;
        (_lastToldMs, _calmBefore) = (at, false);
        return MarkerSuggestion.New(
            SuggestionReason.TensionBurst, _since.Value, at - _since.Value,
            new ActionUnitIntensity(ActionUnit.BrowLowerer, _brow), new ActionUnitIntensity(ActionUnit.LidTightener, _lid));
    }
}
