using PsyCare.Domain.Media;

namespace PsyCare.Domain.Talk;

/// <summary>A talk track in numbers. Times are milliseconds.</summary>
/// <param name="ObservedMs">How much of the session is known.</param>
/// <param name="ClinicianMs">How long the therapist spoke, while known.</param>
/// <param name="PatientMs">How long the patient spoke.</param>
/// <param name="SilenceMs">How long nobody spoke.</param>
/// <param name="LongestSilenceMs">The longest stretch in which nobody spoke.</param>
/// <param name="ClinicianTurnMs">The median length of the therapist's turns; 0 without any.</param>
/// <param name="PatientTurnMs">The median length of the patient's turns; 0 without any.</param>
public sealed record TalkSummary(
    long ObservedMs, long ClinicianMs, long PatientMs, long SilenceMs, long LongestSilenceMs, long ClinicianTurnMs, long PatientTurnMs)
{
    /// <summary>The patient's share of all speaking, 0 to 1; null where nobody spoke.</summary>
    public double? PatientShare => ClinicianMs + PatientMs == 0 ? null : (double)PatientMs / (ClinicianMs + PatientMs);

    /// <summary>Sums up a track.</summary>
    public static TalkSummary Of(TalkTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        var silences = Silences(track).ToList();
        return new(
            track.Observed.Sum(s => s.ToMs - s.FromMs),
            Turns(track, ParticipantRole.Clinician).Sum(),
            Turns(track, ParticipantRole.Patient).Sum(),
            silences.Sum(s => s.ToMs - s.FromMs),
            silences.Count == 0 ? 0 : silences.Max(s => s.ToMs - s.FromMs),
            Median(Turns(track, ParticipantRole.Clinician)),
            Median(Turns(track, ParticipantRole.Patient)));
    }

    /// <summary>The stretches in which it is known that nobody spoke, by start.</summary>
    public static IEnumerable<TalkSpan> Silences(TalkTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        foreach (var span in track.Observed)
        {
            var at = span.FromMs;
            foreach (var turn in track.Turns.Where(t => t.EndMs > span.FromMs && t.StartMs < span.ToMs))
            {
                if (turn.StartMs > at)
                    yield return new(at, turn.StartMs);
                at = Math.Max(at, turn.EndMs);
            }

            if (at < span.ToMs)
                yield return new(at, span.ToMs);
        }
    }

    private static IEnumerable<long> Turns(TalkTrack track, ParticipantRole who) =>
        track.Turns.Where(t => t.Speaker == who).Select(t => t.DurationMs);

    private static long Median(IEnumerable<long> lengths)
    {
        var sorted = lengths.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
