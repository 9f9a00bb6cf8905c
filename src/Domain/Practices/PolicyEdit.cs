using PsyCare.Domain.Retention;

namespace PsyCare.Domain.Practices;

/// <summary>
/// An administrator's edit of the policy: what they had before them, and what they made of it. Only what differs between the two is changed, so that
/// two who save at once each keep their own changes.
/// </summary>
/// <param name="Seen">What they had before them.</param>
/// <param name="Wanted">What they made of it.</param>
public sealed record PolicyEdit(PracticePolicy Seen, PracticePolicy Wanted)
{
    /// <summary>Applies the edit to the policy that is in force by now.</summary>
    /// <param name="current">That policy.</param>
    /// <param name="changed">What the edit makes of it.</param>
    /// <param name="conflicts">The settings that somebody changed to something else meanwhile, by the names of their properties.</param>
    /// <returns>Why not: Conflict where there are any, else what <see cref="PracticePolicy.Check"/> says.</returns>
    public Refusal? Apply(PracticePolicy current, out PracticePolicy changed, out IReadOnlyList<string> conflicts)
    {
        var found = new List<string>();
        changed = current with
        {
            Jurisdiction = Merge(nameof(current.Jurisdiction), p => p.Jurisdiction),
            EmotionAnalysis = Merge(nameof(current.EmotionAnalysis), p => p.EmotionAnalysis),
            MarkerSuggestions = Merge(nameof(current.MarkerSuggestions), p => p.MarkerSuggestions),
            SupervisionNeedsConsent = Merge(nameof(current.SupervisionNeedsConsent), p => p.SupervisionNeedsConsent),
            SecondFactorSince = Merge(nameof(current.SecondFactorSince), p => p.SecondFactorSince),
            PasswordSignInOff = Merge(nameof(current.PasswordSignInOff), p => p.PasswordSignInOff),
            EmergencyNumber = Merge(nameof(current.EmergencyNumber), p => p.EmergencyNumber),
            CrisisLines = Merge(nameof(current.CrisisLines), p => new Lines(p.CrisisLines)).All,
            Retention = current.Retention with
            {
                RecordingDays = Merge(nameof(RetentionPolicy.RecordingDays), p => p.Retention.RecordingDays),
                AffectDays = Merge(nameof(RetentionPolicy.AffectDays), p => p.Retention.AffectDays),
                RecordDays = Merge(nameof(RetentionPolicy.RecordDays), p => p.Retention.RecordDays),
                NoticeDays = Merge(nameof(RetentionPolicy.NoticeDays), p => p.Retention.NoticeDays),
            },
        };
        conflicts = found;
        return found.Count > 0 ? Refusal.Conflict : changed.Check();

        T Merge<T>(string name, Func<PracticePolicy, T> part)
        {
            var (now, seen, wanted) = (part(current), part(Seen), part(Wanted));
            var same = EqualityComparer<T>.Default;
            if (same.Equals(seen, wanted))
                return now;
            if (!same.Equals(now, seen) && !same.Equals(now, wanted))
                found.Add(name);
            return wanted;
        }
    }

    /// <summary>Crisis lines, equal where all of them are.</summary>
    private readonly record struct Lines(IReadOnlyList<CrisisLine> All)
    {
        public bool Equals(Lines other) => All.SequenceEqual(other.All);

        public override int GetHashCode() => All.Count;
    }
}
