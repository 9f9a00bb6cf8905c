using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Pdf;

/// <summary>The report of one session as A4 pages.</summary>
public static class SessionPdf
{
    private const int CurvesShown = 3;

    /// <summary>Makes the file.</summary>
    public static byte[] Make(Heading heading, SessionDocument session, Words words)
    {
        ArgumentNullException.ThrowIfNull(heading);
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(words);
        using var sheet = new Sheet(words.SessionReport, words.Language, words.Footer(heading.MadeAt));
        Head(sheet, heading, words, words.SessionReport, $"{words.Moment(session.Session.At)} · {Words.Clock(session.DurationMs)}");
        if (session.Report is { } report)
            Numbers(sheet, session, report, words);
        else
            sheet.Text(words.NoReport);
        Moments(sheet, session, words);
        return sheet.ToBytes();
    }

    /// <summary>What stands at the top of every document.</summary>
    internal static void Head(Sheet sheet, Heading heading, Words words, string title, string when)
    {
        sheet.Title(title);
        sheet.Space(4);
        sheet.Text($"{words.Patient}: {heading.PatientName} · {when}", 10.5);
        sheet.Text($"{words.Therapist}: {heading.ClinicianName} · {heading.PracticeName}");
        sheet.Space(4);
        sheet.Hint(words.Lead);
    }

    private static void Numbers(Sheet sheet, SessionDocument session, SessionReport report, Words words)
    {
        var summary = report.Summary;
        sheet.Heading(words.Reading);
        sheet.Text(words.ReadOf(summary.ReadMs, summary.DurationMs));
        foreach (var gap in summary.Gaps)
            sheet.Text($"{Words.Clock(gap.TotalMs)} – {words.Of(gap.Reason)}");
        if (summary.Channels.Count == 0)
            return;
        sheet.Heading(words.Timeline);
        List<string> shown =
        [
            .. summary.Channels.Where(c => Channel.Of(c.Channel).IsEmotion)
                .OrderByDescending(c => c.Mean).Take(CurvesShown).Select(c => c.Channel),
        ];
        sheet.Hint($"{words.TimelineHint} {string.Join(", ", shown.Select(words.Name))}.");
        var area = sheet.Reserve(150);
        Charts.Timeline(sheet.Graphics, area, report.Timeline, summary.DurationMs, shown, words);
        Legend.Draw(sheet, shown, words);
        sheet.Heading(words.Numbers);
        sheet.Hint(words.NumbersHint);
        sheet.Hint(words.LimitedHint);
        sheet.Table([0.22, 0.24, 0.24, 0.17, 0.13], words.NumbersHead, summary.Channels.Select(c => Row(c, session.Baseline, words)));
    }

    private static string[] Row(ChannelSummary summary, IReadOnlyList<ChannelBaseline> baseline, Words words)
    {
        var channel = Channel.Of(summary.Channel);
        string Value(double value) => words.Value(channel, value);
        var interval = summary is { MeanLow: { } low, MeanHigh: { } high } ? $" ({Value(low)} … {Value(high)})" : "";
        var usual = baseline.FirstOrDefault(b => b.Channel == summary.Channel);
        return
        [
            words.Name(summary.Channel),
            Value(summary.Mean) + interval,
            usual is null ? "–" : $"{Value(usual.Median)} ({Value(usual.Low)} … {Value(usual.High)})",
            words.Share(summary.Shown),
            $"{summary.Episodes}",
        ];
    }

    private static void Moments(Sheet sheet, SessionDocument session, Words words)
    {
        if (session.Markers.Count > 0)
            sheet.Heading(words.Markers);
        foreach (var marker in session.Markers)
            sheet.Text($"{Words.Clock(marker.AtMs)}  {(marker.Label.Length > 0 ? marker.Label : words.Unnamed)}");
        if (session.Notes.Count > 0)
            sheet.Heading(words.Notes);
        foreach (var note in session.Notes)
        {
            sheet.Hint($"{Words.Clock(note.AtMs)} · {words.Moment(note.WrittenAt)}");
            sheet.Text(note.Text);
            sheet.Space(5);
        }
    }
}
