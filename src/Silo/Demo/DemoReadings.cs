using PsyCare.Domain.Affect;

namespace PsyCare.Silo.Demo;

/// <summary>
/// Made-up readings of a face, five a second, for a demonstration: slow drifts, expressions that come and go, and stretches in which nothing
/// could be read. No person stands behind them. Seeded: a session always has the same.
/// </summary>
internal sealed class DemoReadings(int session, int sessions, long durationMs)
{
    private const long PeriodMs = 200;
    private const float Rest = 0.35f;
    private const float Jitter = 0.12f;

    private static readonly IReadOnlyList<(Emotion Emotion, ActionUnit[] Units)> Expressions =
    [
        (Emotion.Happiness, [ActionUnit.CheekRaiser, ActionUnit.LipCornerPuller]),
        (Emotion.Sadness, [ActionUnit.InnerBrowRaiser, ActionUnit.BrowLowerer, ActionUnit.LipCornerDepressor]),
        (Emotion.Surprise, [ActionUnit.InnerBrowRaiser, ActionUnit.OuterBrowRaiser, ActionUnit.UpperLidRaiser, ActionUnit.JawDrop]),
        (Emotion.Fear, [ActionUnit.InnerBrowRaiser, ActionUnit.UpperLidRaiser, ActionUnit.LipStretcher]),
        (Emotion.Anger, [ActionUnit.BrowLowerer, ActionUnit.LidTightener, ActionUnit.LipPressor]),
        (Emotion.Disgust, [ActionUnit.NoseWrinkler, ActionUnit.LipCornerDepressor, ActionUnit.ChinRaiser]),
    ];

    private readonly Random _random = new(1_000 + session);

    // AU23 is never read: the heads that the network learned from have no muscle for it.
    private readonly Dictionary<ActionUnit, float> _levels =
        Enum.GetValues<ActionUnit>().Where(u => u != ActionUnit.LipTightener).ToDictionary(u => u, _ => Rest);

    private Emotion? _showing;
    private float _strength;
    private long _showsUntil;
    private NoReadingReason? _hidden;
    private long _hiddenUntil;

    /// <summary>The whole session, in order.</summary>
    public IEnumerable<AffectSample> All()
    {
        for (long at = 0, n = 1; at < durationMs; at += PeriodMs, n++)
        {
            MoveOn(at);
            yield return new AffectSample(n, at, null, _hidden is { } reason ? FaceReading.None(reason) : Read());
        }
    }

    /// <summary>How often, in a minute, an expression begins: smiles become more frequent over the course and sad faces rarer.</summary>
    private double PerMinute(Emotion emotion)
    {
        var progress = (double)session / Math.Max(1, sessions - 1);
        return emotion switch
        {
            Emotion.Happiness => 0.7 + (0.9 * progress),
            Emotion.Sadness => 1.3 - (0.9 * progress),
            Emotion.Anger => 0.35 - (0.1 * progress),
            Emotion.Surprise => 0.3,
            _ => 0.15,
        };
    }

    private void MoveOn(long at)
    {
        if (_showing is not null && at >= _showsUntil)
            _showing = null;
        if (_hidden is not null && at >= _hiddenUntil)
            _hidden = null;
        const double Steps = 60_000.0 / PeriodMs;
        foreach (var (emotion, _) in Expressions)
        {
            if (_showing is null && _random.NextDouble() < PerMinute(emotion) / Steps)
                (_showing, _strength, _showsUntil) = (emotion, 2.2f + (2.6f * _random.NextSingle()), at + 1_500 + (long)(_random.NextDouble() * 9_000));
        }

        if (_hidden is null && _random.NextDouble() < 0.12 / Steps)
            (_hidden, _hiddenUntil) = (Reason(), at + 4_000 + (long)(_random.NextDouble() * 55_000));
    }

    private NoReadingReason Reason() => _random.Next(4) switch
    {
        0 => NoReadingReason.NoFace,
        1 => NoReadingReason.TooDark,
        _ => NoReadingReason.TurnedAway,
    };

    private FaceReading Read()
    {
        var moving = Expressions.FirstOrDefault(e => e.Emotion == _showing).Units ?? [];
        foreach (var unit in _levels.Keys.ToList())
        {
            var target = moving.Contains(unit) ? _strength : Rest;
            var noise = Jitter * ((2 * _random.NextSingle()) - 1);
            _levels[unit] = Math.Clamp(_levels[unit] + (0.3f * (target - _levels[unit])) + noise, 0, 5);
        }

        return new FaceReading(
            null,
            new FaceQuality(0.85f, 0.4f, 0.5f, 0, 0),
            [.. _levels.OrderBy(l => l.Key).Select(l => new ActionUnitIntensity(l.Key, l.Value) { Asymmetry = AsymmetryOf(l.Key) })],
            [.. Expressions.Select(Estimate).Where(e => e.Confidence > 0.05f).OrderByDescending(e => e.Confidence)]);
    }

    /// <summary>The weaker smiles are wry, stronger on the left.</summary>
    private float? AsymmetryOf(ActionUnit unit) =>
        unit == ActionUnit.LipCornerPuller && _showing == Emotion.Happiness && _strength < 3 && _levels[unit] > 2 ? _levels[unit] : null;

    private EmotionEstimate Estimate((Emotion Emotion, ActionUnit[] Units) expression)
    {
        var met = expression.Units.Average(u => Math.Clamp((_levels[u] - 0.5f) / 3.5f, 0, 1));
        return new EmotionEstimate(expression.Emotion, met * 0.9f, expression.Units);
    }
}
