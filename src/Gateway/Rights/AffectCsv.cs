using System.Globalization;
using System.Text;
using System.Text.Json;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;

namespace PsyCare.Gateway.Rights;

/// <summary>An affect track as CSV (RFC 4180): one line a reading; empty fields where there was none, never zeros.</summary>
internal static class AffectCsv
{
    private static readonly ActionUnit[] Units = Enum.GetValues<ActionUnit>();

    public static async Task WriteAsync(Stream stream, IReadOnlyList<AffectSample> samples)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',',
            ["ms", "no_reading", "quality", .. Units.Select(u => $"AU{(int)u}"), .. Channel.Emotions.Select(e => e.Key)]));
        foreach (var sample in samples)
            await writer.WriteLineAsync(string.Join(',', Fields(sample)));
    }

    private static IEnumerable<string> Fields(AffectSample sample)
    {
        var reading = sample.Reading;
        var missing = reading.NoReading is not null;
        yield return sample.AtMs.ToString(CultureInfo.InvariantCulture);
        yield return missing ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.NoReading.ToString()!) : "";
        yield return reading.Quality is { } quality ? Number(quality.Overall) : "";
        foreach (var unit in Units)
            yield return missing || reading.ActionUnits.FirstOrDefault(u => u.Unit == unit) is not { } found ? "" : Number(found.Intensity);
        foreach (var emotion in Channel.Emotions)
            yield return emotion.ValueIn(reading) is { } confidence ? Number(confidence) : "";
    }

    private static string Number(float value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
