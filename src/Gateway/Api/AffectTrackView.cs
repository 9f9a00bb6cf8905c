using System.Globalization;
using System.Text.Json;
using PsyCare.Domain.Affect;

namespace PsyCare.Gateway.Api;

/// <summary>
/// A whole affect track, by columns; all columns have as many entries as <see cref="AtMs"/>. Where there was no reading every value is
/// null, never zero; an emotion that a reading does not estimate is 0. <see cref="Asymmetries"/> holds units that were one-sided at some time,
/// and null where both their sides looked alike.
/// </summary>
internal sealed record AffectTrackView(
    IReadOnlyList<long> AtMs,
    IReadOnlyList<NoReadingReason?> NoReading,
    IReadOnlyList<float?> Quality,
    IReadOnlyDictionary<string, float?[]> ActionUnits,
    IReadOnlyDictionary<string, float?[]> Deviations,
    IReadOnlyDictionary<string, float?[]> Asymmetries,
    IReadOnlyDictionary<string, float?[]> Emotions)
{
    public static AffectTrackView Of(IReadOnlyList<AffectSample> samples)
    {
        var (units, deviations, asymmetries) = (NewColumns(), NewColumns(), NewColumns());
        var emotions = Enum.GetValues<Emotion>().ToDictionary(e => e, _ => new float?[samples.Count]);
        for (var i = 0; i < samples.Count; i++)
        {
            Enter(samples[i].Reading, i, samples.Count, units, unit => unit.Intensity);
            Enter(samples[i].Reading, i, samples.Count, deviations, unit => unit.Deviation);
            Enter(samples[i].Reading, i, samples.Count, asymmetries, unit => unit.Asymmetry);
            Enter(samples[i].Reading, i, emotions);
        }

        return new AffectTrackView(
            [.. samples.Select(s => s.AtMs)],
            [.. samples.Select(s => s.Reading.NoReading)],
            [.. samples.Select(s => s.Reading.Quality is { } quality ? Rounded(quality.Overall) : (float?)null)],
            ByNumber(units),
            ByNumber(deviations),
            ByNumber(asymmetries),
            emotions.ToDictionary(e => JsonNamingPolicy.CamelCase.ConvertName(e.Key.ToString()), e => e.Value));
    }

    private static SortedDictionary<ActionUnit, float?[]> NewColumns() => [];

    private static Dictionary<string, float?[]> ByNumber(SortedDictionary<ActionUnit, float?[]> columns) =>
        columns.ToDictionary(column => ((int)column.Key).ToString(CultureInfo.InvariantCulture), column => column.Value);

    private static void Enter(
        FaceReading reading, int at, int count, SortedDictionary<ActionUnit, float?[]> columns, Func<ActionUnitIntensity, float?> value)
    {
        foreach (var unit in reading.NoReading is null ? reading.ActionUnits : [])
        {
            if (value(unit) is not { } number)
                continue;
            if (!columns.TryGetValue(unit.Unit, out var column))
                columns[unit.Unit] = column = new float?[count];
            column[at] = Rounded(number);
        }
    }

    private static void Enter(FaceReading reading, int at, Dictionary<Emotion, float?[]> emotions)
    {
        if (reading.NoReading is not null)
            return;
        foreach (var (emotion, column) in emotions)
            column[at] = Rounded(reading.Emotions.FirstOrDefault(e => e.Emotion == emotion)?.Confidence ?? 0);
    }

    // An hour has tens of thousands of readings; three decimals are more than they are worth.
    private static float Rounded(float value) => MathF.Round(value, 3);
}
