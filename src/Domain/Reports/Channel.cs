using System.Globalization;
using System.Text.Json;
using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Reports;

/// <summary>One curve of a report: an emotion's confidence or an Action Unit's intensity.</summary>
public sealed class Channel
{
    private readonly Emotion? _emotion;
    private readonly ActionUnit? _unit;

    private Channel(string key, double max, double onset, double offset, Emotion? emotion, ActionUnit? unit) =>
        (Key, Max, Onset, Offset, _emotion, _unit) = (key, max, onset, offset, emotion, unit);

    /// <summary>The channels of all emotions.</summary>
    public static IReadOnlyList<Channel> Emotions { get; } = [.. Enum.GetValues<Emotion>().Select(Of)];

    /// <summary>All channels: the emotions, then the Action Units in FACS order.</summary>
    public static IReadOnlyList<Channel> All { get; } = [.. Emotions, .. Enum.GetValues<ActionUnit>().Select(Of)];

    /// <summary>The emotion's name in camel case, or <c>au</c> and the unit's number. It is stored and on the wire: never change one.</summary>
    public string Key { get; }

    /// <summary>Largest value: 1 for an emotion's confidence, 5 for a unit's intensity.</summary>
    public double Max { get; }

    /// <summary>An episode begins where a reading reaches this value: half confidence, or intensity C ("marked", FACS) less half a step.</summary>
    public double Onset { get; }

    /// <summary>An episode ends where a reading falls below this value; lower than <see cref="Onset"/>, so that noise does not cut it.</summary>
    public double Offset { get; }

    /// <summary>Whether this is an emotion.</summary>
    public bool IsEmotion => _emotion is not null;

    /// <summary>Whether episodes are looked for: not in blinks (AU45), which are over before the next reading.</summary>
    public bool HasEpisodes => _unit != ActionUnit.Blink;

    /// <summary>The channel of an emotion.</summary>
    public static Channel Of(Emotion emotion) =>
        new(JsonNamingPolicy.CamelCase.ConvertName(emotion.ToString()), 1, 0.5, 0.35, emotion, null);

    /// <summary>The channel of an Action Unit.</summary>
    public static Channel Of(ActionUnit unit) =>
        new("au" + ((int)unit).ToString(CultureInfo.InvariantCulture), 5, 2.5, 1.75, null, unit);

    /// <summary>The channel of a key.</summary>
    /// <exception cref="InvalidOperationException">No channel has it.</exception>
    public static Channel Of(string key) => All.Single(c => c.Key == key);

    /// <summary>Whether a key is that of an Action Unit whose reading is limited; a key that no channel has is not.</summary>
    public static bool IsLimited(string key) => All.Any(c => c.Key == key && c._unit is { } unit && LimitedUnits.Contains(unit));

    /// <summary>
    /// The value in a reading; null where there is none: no reading, or a unit that the estimator does not know. An emotion that a reading
    /// does not estimate is 0; but contempt, which no reading estimates today (ADR 25), is null, as 0 would say that it was absent.
    /// </summary>
    public float? ValueIn(FaceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.NoReading is not null)
            return null;
        return _emotion is { } emotion ? Confidence(reading, emotion) ?? (emotion == Emotion.Contempt ? null : 0) : Intensity(reading, _unit!.Value);
    }

    /// <inheritdoc/>
    public override string ToString() => Key;

    // Plain loops: an hour has half a million of these look-ups.
    private static float? Confidence(FaceReading reading, Emotion emotion)
    {
        for (var i = 0; i < reading.Emotions.Count; i++)
        {
            if (reading.Emotions[i].Emotion == emotion)
                return reading.Emotions[i].Confidence;
        }

        return null;
    }

    private static float? Intensity(FaceReading reading, ActionUnit unit)
    {
        for (var i = 0; i < reading.ActionUnits.Count; i++)
        {
            if (reading.ActionUnits[i].Unit == unit)
                return reading.ActionUnits[i].Intensity;
        }

        return null;
    }
}
