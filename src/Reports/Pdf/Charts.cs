using PdfSharp.Drawing;
using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Pdf;

/// <summary>Charts as vector drawings.</summary>
internal static class Charts
{
    private const double AxisRoom = 30;

    /// <summary>Mean curves of some channels over a session; grey ground where nothing was read, and no line.</summary>
    public static void Timeline(XGraphics graphics, XRect area, Timeline timeline, long durationMs, IReadOnlyList<string> channels, Words words)
    {
        var plot = Plot(area);
        foreach (var gap in timeline.Gaps)
        {
            var from = X(plot, gap.FromMs, durationMs);
            graphics.DrawRectangle(Colors.Gap, from, plot.Top, X(plot, gap.ToMs, durationMs) - from, plot.Height);
        }

        Grid(graphics, plot, 1, value => words.Share(value));
        for (var i = 0; i <= 5; i++)
        {
            var at = durationMs * i / 5;
            Label(graphics, Words.Clock(at), X(plot, at, durationMs), plot.Bottom + 9, XStringFormats.Center);
        }

        foreach (var curve in timeline.Curves.Where(c => channels.Contains(c.Channel)))
        {
            var pen = new XPen(Colors.Of(curve.Channel), 1);
            foreach (var run in Runs(curve.Mean))
            {
                XPoint[] points =
                [
                    .. run.Select(i => new XPoint(X(plot, (i * timeline.StepMs) + (timeline.StepMs / 2), durationMs), Y(plot, curve.Mean[i]!.Value, 1))),
                ];
                if (points.Length > 1)
                    graphics.DrawLines(pen, points);
            }
        }
    }

    /// <summary>One channel over a course: means with their intervals, and the trend's line.</summary>
    public static void Course(XGraphics graphics, XRect area, IReadOnlyList<CourseSession> sessions, ChannelTrend trend, Words words)
    {
        var plot = Plot(area);
        var points = sessions.Select(s => (s.At, Channel: s.Of(trend.Channel))).Where(s => s.Channel is { ReadMs: >= Domain.Reports.Course.EnoughMs }).ToList();
        var channel = Channel.Of(trend.Channel);
        // A face that never showed it has an axis as well.
        var top = Math.Max(channel.Max / 50, points.Max(p => Math.Max(p.Channel!.MeanHigh ?? 0, p.Channel.Mean)) * 1.1);
        var (from, to) = (points[0].At, points[^1].At);
        double At(DateTimeOffset at) => X(plot, (long)(at - from).TotalMinutes, Math.Max(1, (long)(to - from).TotalMinutes));
        Grid(graphics, plot, top, value => words.Value(channel, value));
        Label(graphics, words.Day(from), plot.Left, plot.Bottom + 9, XStringFormats.CenterLeft);
        Label(graphics, words.Day(to), plot.Right, plot.Bottom + 9, XStringFormats.CenterRight);
        var (pen, brush) = (new XPen(Colors.Of(trend.Channel), 0.8), new XSolidBrush(Colors.Of(trend.Channel)));
        foreach (var (at, summary) in points)
        {
            if (summary is { MeanLow: { } low, MeanHigh: { } high })
                graphics.DrawLine(pen, At(at), Y(plot, low, top), At(at), Y(plot, high, top));
            graphics.DrawEllipse(brush, At(at) - 1.8, Y(plot, summary!.Mean, top) - 1.8, 3.6, 3.6);
        }
    }

    private static XRect Plot(XRect area) => new(area.Left + AxisRoom, area.Top + 4, area.Width - AxisRoom - 4, area.Height - 22);

    private static double X(XRect plot, long at, long span) => plot.Left + (plot.Width * Math.Clamp((double)at / span, 0, 1));

    private static double Y(XRect plot, double value, double top) => plot.Bottom - (plot.Height * Math.Clamp(value / top, 0, 1));

    private static void Grid(XGraphics graphics, XRect plot, double top, Func<double, string> write)
    {
        foreach (var share in (double[])[0, 0.5, 1])
        {
            var y = Y(plot, share, 1);
            graphics.DrawLine(Colors.Line, plot.Left, y, plot.Right, y);
            Label(graphics, write(share * top), plot.Left - 4, y, XStringFormats.CenterRight);
        }
    }

    private static void Label(XGraphics graphics, string text, double x, double y, XStringFormat format) =>
        graphics.DrawString(text, Fonts.Of(7), Colors.Dim, new XPoint(x, y), format);

    /// <summary>Indexes of neighbouring steps that were read.</summary>
    private static IEnumerable<List<int>> Runs(IReadOnlyList<float?> values)
    {
        var run = new List<int>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not null)
            {
                run.Add(i);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
            yield return run;
    }
}
