using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Reports;

/// <summary>All that a session's affect track says, made once when the session has ended.</summary>
/// <param name="Summary">In numbers.</param>
/// <param name="Timeline">As curves.</param>
/// <param name="Episodes">By onset.</param>
public sealed record SessionReport(SessionSummary Summary, Timeline Timeline, IReadOnlyList<Episode> Episodes)
{
    /// <summary>Version of the rules below. Count it up when they change: reports of older versions are made again when they are next read.</summary>
    public const int Algorithm = 1;

    /// <summary>Makes the report of a whole track. CPU-bound: some hundred milliseconds for an hour.</summary>
    public static SessionReport Of(IReadOnlyList<AffectSample> samples, long durationMs)
    {
        var track = Track.Of(samples, durationMs);
        var episodes = Reports.Episodes.Of(track);
        var byChannel = episodes.ToLookup(e => e.Channel);
        var channels = Channel.All.Select(c => ChannelSummaries.Of(track, c, byChannel[c.Key])).OfType<ChannelSummary>();
        var gaps = track.Gaps.GroupBy(g => g.Reason).Select(g => new GapTotal(g.Key, g.Sum(gap => gap.ToMs - gap.FromMs)));
        var summary = new SessionSummary(
            Algorithm, durationMs, track.ReadMs, [.. gaps.OrderByDescending(g => g.TotalMs)], [.. channels]);
        return new SessionReport(summary, Timeline.Of(track), episodes);
    }
}
