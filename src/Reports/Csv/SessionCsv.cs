using System.Text.Json;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Csv;

/// <summary>A session's readings, one row a sample. Where nothing was read the values are empty and the reason stands beside them.</summary>
public static class SessionCsv
{
    private const int Decimals = 4;

    /// <summary>Writes the whole track.</summary>
    public static void Write(TextWriter output, IReadOnlyList<AffectSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var csv = new CsvWriter(output);
        csv.Text("at_ms").Text("no_reading").Text("picture_quality");
        foreach (var channel in Channel.All)
            csv.Text(channel.Key);
        csv.EndRow();
        foreach (var sample in samples)
            WriteRow(csv, sample);
    }

    private static void WriteRow(CsvWriter csv, AffectSample sample)
    {
        var reading = sample.Reading;
        csv.Number(sample.AtMs)
            .Text(reading.NoReading is { } reason ? JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()) : "")
            .Number(Rounded(reading.Quality?.Overall));
        foreach (var channel in Channel.All)
            csv.Number(Rounded(channel.ValueIn(reading)));
        csv.EndRow();
    }

    private static double? Rounded(float? value) => value is { } number ? Math.Round((double)number, Decimals) : null;
}
