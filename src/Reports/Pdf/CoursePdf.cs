using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Pdf;

/// <summary>The report of a course as A4 pages.</summary>
public static class CoursePdf
{
    private const int ChartsShown = 3;

    /// <summary>Makes the file.</summary>
    public static byte[] Make(Heading heading, CourseDocument course, Words words)
    {
        ArgumentNullException.ThrowIfNull(heading);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(words);
        using var sheet = new Sheet(words.CourseReport, words.Language, words.Footer(heading.MadeAt));
        SessionPdf.Head(sheet, heading, words, words.CourseReport, Period(course, words));
        Attendance(sheet, course, words);
        if (course.Trends.Count > 0)
            Trends(sheet, course, words);
        sheet.Heading(words.Sessions);
        sheet.Table([0.34, 0.24, 0.18, 0.24], words.SessionsHead, course.Sessions.Select(s => Row(s, words)));
        return sheet.ToBytes();
    }

    private static string Period(CourseDocument course, Words words)
    {
        if (course.Sessions is not [var first, ..])
            return "–";
        return $"{words.Day(course.From ?? first.At)} – {words.Day(course.To ?? course.Sessions[^1].At)}";
    }

    private static void Attendance(Sheet sheet, CourseDocument course, Words words)
    {
        sheet.Heading(words.Attendance);
        foreach (var group in course.Sessions.GroupBy(s => s.Attendance).OrderBy(g => g.Key))
            sheet.Text($"{group.Count()} – {words.Of(group.Key)}");
    }

    private static void Trends(Sheet sheet, CourseDocument course, Words words)
    {
        foreach (var trend in course.Trends.Where(t => Channel.Of(t.Channel).IsEmotion).OrderByDescending(t => t.Mean).Take(ChartsShown))
        {
            sheet.Heading($"{words.Trend}: {words.Name(trend.Channel)}");
            var area = sheet.Reserve(120);
            Charts.Course(sheet.Graphics, area, course.Sessions, trend, words);
            sheet.Hint(ChangeOf(trend, words));
        }

        sheet.Heading(words.Numbers);
        sheet.Hint(words.TrendHint);
        sheet.Hint(words.LimitedHint);
        sheet.Table([0.24, 0.27, 0.35, 0.14], words.TrendHead, course.Trends.Select(t => Row(t, words)));
    }

    private static string[] Row(ChannelTrend trend, Words words)
    {
        var channel = Channel.Of(trend.Channel);
        string Value(double value) => words.Value(channel, value);
        var interval = trend.MeanInterval is { } mean ? $" ({Value(mean.Low)} … {Value(mean.High)})" : "";
        return [words.Name(trend.Channel), Value(trend.Mean) + interval, ChangeOf(trend, words), $"{trend.Sessions}"];
    }

    private static string ChangeOf(ChannelTrend trend, Words words)
    {
        if (trend.Slope is not { } slope)
            return words.TooFew;
        var channel = Channel.Of(trend.Channel);
        var unit = channel.IsEmotion ? $" {words.Points}" : "";
        return $"{words.Change(channel, slope.Value)} ({words.Change(channel, slope.Low)} … {words.Change(channel, slope.High)}){unit}";
    }

    private static string[] Row(CourseSession session, Words words) =>
    [
        words.Moment(session.At),
        words.Of(session.Attendance),
        session.Summary is { } summary ? Words.Clock(summary.DurationMs) : "–",
        session.Summary is { } read ? Words.Clock(read.ReadMs) : "–",
    ];
}
