using System.Text.Json;
using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Csv;

/// <summary>The sessions of a course, one row each: attendance, time read, and of every channel its mean with interval and what it showed.</summary>
public static class CourseCsv
{
    /// <summary>Writes the sessions.</summary>
    public static void Write(TextWriter output, IReadOnlyList<CourseSession> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var csv = new CsvWriter(output);
        csv.Text("session").Text("at").Text("attendance").Text("duration_ms").Text("read_ms");
        foreach (var channel in Channel.All)
        {
            foreach (var column in (string[])["mean", "mean_low", "mean_high", "median", "shown", "episodes"])
                csv.Text($"{channel.Key}_{column}");
        }

        csv.EndRow();
        foreach (var session in sessions)
            WriteRow(csv, session);
    }

    private static void WriteRow(CsvWriter csv, CourseSession session)
    {
        csv.Text(session.SessionId)
            .Moment(session.At)
            .Text(JsonNamingPolicy.CamelCase.ConvertName(session.Attendance.ToString()))
            .Number(session.Summary?.DurationMs)
            .Number(session.Summary?.ReadMs);
        foreach (var channel in Channel.All)
        {
            var summary = session.Of(channel.Key);
            csv.Number(summary?.Mean).Number(summary?.MeanLow).Number(summary?.MeanHigh)
                .Number(summary?.Quantiles[2]).Number(summary?.Shown).Number(summary?.Episodes);
        }

        csv.EndRow();
    }
}
