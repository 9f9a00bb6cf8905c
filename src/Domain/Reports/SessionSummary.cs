using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Reports;

/// <summary>Time without a reading for one reason.</summary>
/// <param name="Reason">Why; null where no sample came at all.</param>
/// <param name="TotalMs">Milliseconds, all such gaps together.</param>
public sealed record GapTotal(NoReadingReason? Reason, long TotalMs);

/// <summary>What one channel showed in one session, over the time in which it was read.</summary>
/// <param name="Channel"><see cref="Channel.Key"/>.</param>
/// <param name="ReadMs">How long it was read, milliseconds; above 0.</param>
/// <param name="Mean">Mean over that time.</param>
/// <param name="MeanLow">Lower end of the mean's 95 % interval (block bootstrap over 30 s); null with too little time for one.</param>
/// <param name="MeanHigh">Upper end.</param>
/// <param name="Quantiles">The values below which it stayed for 5, 25, 50, 75 and 95 % of that time.</param>
/// <param name="Distribution">Share of that time in ten equal steps from 0 to the channel's maximum; they add up to 1.</param>
/// <param name="Shown">Share of that time at or above the channel's onset threshold.</param>
/// <param name="Episodes">How many episodes.</param>
/// <param name="EpisodesMs">Their length together, milliseconds.</param>
public sealed record ChannelSummary(
    string Channel, long ReadMs, double Mean, double? MeanLow, double? MeanHigh, IReadOnlyList<double> Quantiles,
    IReadOnlyList<double> Distribution, double Shown, int Episodes, long EpisodesMs);

/// <summary>One session in numbers.</summary>
/// <param name="Algorithm"><see cref="SessionReport.Algorithm"/> that made it.</param>
/// <param name="DurationMs">Length of the session, milliseconds.</param>
/// <param name="ReadMs">Time with a reading. With the gaps it adds up to the session.</param>
/// <param name="Gaps">Time without one, by reason, longest first.</param>
/// <param name="Channels">Those channels that were read at all.</param>
public sealed record SessionSummary(
    int Algorithm, long DurationMs, long ReadMs, IReadOnlyList<GapTotal> Gaps, IReadOnlyList<ChannelSummary> Channels);
