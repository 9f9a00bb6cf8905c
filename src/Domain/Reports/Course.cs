namespace PsyCare.Domain.Reports;

/// <summary>One session on the axis of a course.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="At">When it began; the planned start, or its end, where it never did.</param>
/// <param name="Attendance">Whether it took place.</param>
/// <param name="Summary">Its numbers; null where nothing may be, or could be, summed up.</param>
public sealed record CourseSession(string SessionId, DateTimeOffset At, Attendance Attendance, SessionSummary? Summary)
{
    /// <summary>What one channel showed in this session, if it was read.</summary>
    public ChannelSummary? Of(string channel) => Summary?.Channels.FirstOrDefault(c => c.Channel == channel);
}

/// <summary>How one channel went over a period.</summary>
/// <param name="Channel"><see cref="Channel.Key"/>.</param>
/// <param name="Sessions">Sessions in which it was read long enough.</param>
/// <param name="Mean">Mean of the sessions' means.</param>
/// <param name="MeanInterval">Its 95 % bootstrap interval over sessions; null with too few.</param>
/// <param name="Slope">Change in 30 days (Theil-Sen) with Sen's 95 % rank interval; null with too few sessions.</param>
public sealed record ChannelTrend(string Channel, int Sessions, double Mean, Interval? MeanInterval, Interval? Slope);

/// <summary>What is usual for this patient: how the means of earlier sessions lie.</summary>
/// <param name="Channel"><see cref="Channel.Key"/>.</param>
/// <param name="Sessions">How many.</param>
/// <param name="Median">Their median.</param>
/// <param name="Low">A tenth of them lies below.</param>
/// <param name="High">A tenth of them lies above.</param>
public sealed record ChannelBaseline(string Channel, int Sessions, double Median, double Low, double High);

/// <summary>What a course of sessions shows. A session counts for a channel that was read in it for five minutes at least.</summary>
public static class Course
{
    /// <summary>Time that a channel must have been read in a session, milliseconds.</summary>
    public const long EnoughMs = 5 * 60_000;

    /// <summary>Fewest earlier sessions for a baseline.</summary>
    public const int FewestForBaseline = 5;

    private const double SlopeDays = 30;

    /// <summary>The trends of every channel that was read long enough in any of these sessions.</summary>
    public static IReadOnlyList<ChannelTrend> Trends(IReadOnlyList<CourseSession> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        return [.. Channel.All.Select(c => Trend(c, sessions)).OfType<ChannelTrend>()];
    }

    /// <summary>What was usual before <paramref name="before"/>; nothing for a channel with too few sessions.</summary>
    public static IReadOnlyList<ChannelBaseline> Baseline(IReadOnlyList<CourseSession> sessions, DateTimeOffset before)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var earlier = sessions.Where(s => s.At < before).ToList();
        return [.. Channel.All.Select(c => BaselineOf(c, earlier)).OfType<ChannelBaseline>()];
    }

    private static ChannelTrend? Trend(Channel channel, IReadOnlyList<CourseSession> sessions)
    {
        var points = Points(channel, sessions);
        if (points.Count == 0)
            return null;
        var zero = points[0].At;
        double[] means = [.. points.Select(p => p.Mean)];
        var (mean, interval) = Bootstrap.OfMean(means, TheilSen.FewestPoints);
        var slope = TheilSen.Slope([.. points.Select(p => ((p.At - zero).TotalDays / SlopeDays, p.Mean))]);
        return new ChannelTrend(channel.Key, points.Count, mean, interval, slope);
    }

    private static ChannelBaseline? BaselineOf(Channel channel, IReadOnlyList<CourseSession> earlier)
    {
        double[] means = [.. Points(channel, earlier).Select(p => p.Mean).Order()];
        return means.Length < FewestForBaseline
            ? null
            : new ChannelBaseline(
                channel.Key, means.Length, Quantiles.OfSorted(means, 0.5), Quantiles.OfSorted(means, 0.1), Quantiles.OfSorted(means, 0.9));
    }

    private static List<(DateTimeOffset At, double Mean)> Points(Channel channel, IReadOnlyList<CourseSession> sessions) =>
        [.. sessions.Select(s => (s.At, Channel: s.Of(channel.Key))).Where(s => s.Channel is { ReadMs: >= EnoughMs })
            .OrderBy(s => s.At).Select(s => (s.At, s.Channel!.Mean))];
}
