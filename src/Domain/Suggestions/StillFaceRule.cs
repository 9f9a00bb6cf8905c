using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Suggestions;

/// <summary>
/// For twenty seconds no unit moves by more than <see cref="MostMovement"/>, but for blinks and those that speaking moves (AU25, 26): a face
/// that is still while it listens, or while it speaks. It may be attention, tiredness, medication or numbness; only the therapist can say. A
/// picture that is no good, or a gap of a second, starts the count anew. At most once in three minutes.
/// </summary>
public sealed class StillFaceRule
{
    /// <summary>How long, milliseconds.</summary>
    public const long LeastMs = 20_000;

    /// <summary>Most movement of a unit, on the scale of 0 to 5.</summary>
    public const float MostMovement = 0.8f;

    /// <summary>Least quality of the picture, 0 to 1.</summary>
    public const float LeastQuality = 0.5f;

    /// <summary>Least time between two, milliseconds.</summary>
    public const long RestMs = 180_000;

    private const long LongestGapMs = 1_000;

    private static readonly HashSet<ActionUnit> Ignored = [ActionUnit.Blink, ActionUnit.LipsPart, ActionUnit.JawDrop];

    private readonly Dictionary<ActionUnit, (float Low, float High)> _ranges = [];
    private long? _since;
    private long _lastMs;
    private long _lastToldMs = long.MinValue / 2;

    /// <summary>Takes the next reading in.</summary>
    /// <returns>A suggestion at the moment that the rule is met, else null.</returns>
    public MarkerSuggestion? Next(AffectSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Reading.NoReading is not null || sample.Reading.Quality is not { Overall: >= LeastQuality })
        {
            _since = null;
            return null;
        }

        if (_since is null || sample.AtMs - _lastMs > LongestGapMs || !Widen(sample))
            Restart(sample);
        _lastMs = sample.AtMs;
        if (sample.AtMs - _since < LeastMs || sample.AtMs - _lastToldMs < RestMs)
            return null;
        _lastToldMs = sample.AtMs;
        return MarkerSuggestion.New(SuggestionReason.StillFace, _since!.Value, sample.AtMs - _since.Value);
    }

    private void Restart(AffectSample sample)
    {
        _since = sample.AtMs;
        _ranges.Clear();
        Widen(sample);
    }

    private bool Widen(AffectSample sample)
    {
        foreach (var (unit, intensity) in sample.Reading.ActionUnits)
        {
            if (Ignored.Contains(unit))
                continue;
            var (low, high) = _ranges.GetValueOrDefault(unit, (intensity, intensity));
            (low, high) = (Math.Min(low, intensity), Math.Max(high, intensity));
            if (high - low > MostMovement)
                return false;
            _ranges[unit] = (low, high);
        }

        return true;
    }
}
