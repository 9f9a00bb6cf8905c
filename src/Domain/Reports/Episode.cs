namespace PsyCare.Domain.Reports;

/// <summary>A stretch in which the face showed something clearly.</summary>
/// <param name="Channel"><see cref="Channel.Key"/>.</param>
/// <param name="OnsetMs">Session clock of the first reading at or above <see cref="Channel.Onset"/>, milliseconds.</param>
/// <param name="PeakMs">Session clock of the highest reading.</param>
/// <param name="EndMs">Session clock at which a reading fell below <see cref="Channel.Offset"/>, or at which reading stopped.</param>
/// <param name="Peak">The highest reading.</param>
/// <param name="Cut">Whether it ends because reading stopped: it may have lasted longer.</param>
public sealed record Episode(string Channel, long OnsetMs, long PeakMs, long EndMs, float Peak, bool Cut);

/// <summary>
/// Finds episodes by two thresholds (hysteresis): one begins where a reading reaches the upper and ends where one falls below the
/// lower. What is shorter than <see cref="ShortestMs"/> is no episode; a gap ends one.
/// </summary>
public static class Episodes
{
    /// <summary>The shortest episode, milliseconds: three readings at five a second.</summary>
    public const long ShortestMs = 600;

    /// <summary>All episodes of a track by onset.</summary>
    public static IReadOnlyList<Episode> Of(Track track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return [.. Channel.All.Where(c => c.HasEpisodes).SelectMany(c => Of(track, c)).OrderBy(e => e.OnsetMs)];
    }

    private static IEnumerable<Episode> Of(Track track, Channel channel)
    {
        Episode? open = null;
        foreach (var moment in track.Moments)
        {
            var value = channel.ValueIn(moment.Reading);
            if (open is not null && (value is null || value < channel.Offset))
            {
                var ended = open with { EndMs = moment.AtMs, Cut = value is null };
                open = null;
                if (ended.EndMs - ended.OnsetMs >= ShortestMs)
                    yield return ended;
            }

            if (open is null && value >= channel.Onset)
                open = new Episode(channel.Key, moment.AtMs, moment.AtMs, moment.EndMs, value.Value, Cut: true);
            else if (open is not null)
                open = open with { EndMs = moment.EndMs, PeakMs = value > open.Peak ? moment.AtMs : open.PeakMs, Peak = Math.Max(open.Peak, value!.Value) };

            // No sample after this one for too long, or the end of the session.
            if (open is not null && (moment.HoldMs == 0 || moment.EndMs == track.DurationMs))
            {
                if (open.EndMs - open.OnsetMs >= ShortestMs)
                    yield return open;
                open = null;
            }
        }
    }
}
