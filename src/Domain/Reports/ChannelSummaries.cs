namespace PsyCare.Domain.Reports;

/// <summary>Sums a track up, channel by channel. Every value counts for the time it held.</summary>
public static class ChannelSummaries
{
    /// <summary>Steps of <see cref="ChannelSummary.Distribution"/>.</summary>
    public const int Bins = 10;

    /// <summary>Length of a bootstrap block, milliseconds: longer than expressions last, so that blocks are nearly independent.</summary>
    public const long BlockMs = 30_000;

    /// <summary>Fewest blocks for an interval: five minutes.</summary>
    public const int FewestBlocks = 10;

    private const int Decimals = 4;
    private static readonly double[] Shares = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>The summary of one channel; null where it was never read.</summary>
    /// <param name="track">The track.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="episodes">The channel's episodes.</param>
    public static ChannelSummary? Of(Track track, Channel channel, IEnumerable<Episode> episodes)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(channel);
        var values = new List<(double Value, long Weight)>(track.Moments.Count);
        var blocks = (int)((track.DurationMs + BlockMs - 1) / BlockMs);
        var (sums, weights) = (new double[blocks], new double[blocks]);
        foreach (var moment in track.Moments)
        {
            if (moment.HoldMs == 0 || channel.ValueIn(moment.Reading) is not { } value)
                continue;
            values.Add((value, moment.HoldMs));
            // A reading belongs to the block that it begins in.
            sums[moment.AtMs / BlockMs] += (double)value * moment.HoldMs;
            weights[moment.AtMs / BlockMs] += moment.HoldMs;
        }

        if (values.Count == 0)
            return null;
        values.Sort((a, b) => a.Value.CompareTo(b.Value));
        var (mean, interval) = Bootstrap.OfRatio(sums, weights, FewestBlocks);
        return Summary(channel, values, mean, interval, [.. episodes]);
    }

    private static ChannelSummary Summary(
        Channel channel, List<(double Value, long Weight)> values, double mean, Interval? interval, List<Episode> episodes)
    {
        var total = values.Sum(v => v.Weight);
        var bins = new long[Bins];
        foreach (var (value, weight) in values)
            bins[Math.Clamp((int)(value / channel.Max * Bins), 0, Bins - 1)] += weight;
        return new ChannelSummary(
            channel.Key,
            total,
            Rounded(mean),
            interval is null ? null : Rounded(interval.Low),
            interval is null ? null : Rounded(interval.High),
            [.. Quantiles.OfWeighted(values, Shares).Select(Rounded)],
            [.. bins.Select(b => Rounded((double)b / total))],
            Rounded((double)values.Where(v => v.Value >= channel.Onset).Sum(v => v.Weight) / total),
            episodes.Count,
            episodes.Sum(e => e.EndMs - e.OnsetMs));
    }

    private static double Rounded(double value) => Math.Round(value, Decimals);
}
