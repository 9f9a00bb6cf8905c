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
    /// <returns>Why not: Conflict where somebody changed the same to something else meanwhile, else what <see cref="PracticePolicy.Check"/> says.</returns>
    public Refusal? Apply(PracticePolicy current, out PracticePolicy changed)
    {
        var conflict = false;
        changed = current with
        {
            Jurisdiction = Merge(p => p.Jurisdiction),
            EmotionAnalysis = Merge(p => p.EmotionAnalysis),
            MarkerSuggestions = Merge(p => p.MarkerSuggestions),
            SupervisionNeedsConsent = Merge(p => p.SupervisionNeedsConsent),
            SecondFactorSince = Merge(p => p.SecondFactorSince),
            PasswordSignInOff = Merge(p => p.PasswordSignInOff),
            EmergencyNumber = Merge(p => p.EmergencyNumber),
            CrisisLines = Merge(p => new Lines(p.CrisisLines)).All,
            Retention = Merge(p => p.Retention),
        };
        return conflict ? Refusal.Conflict : changed.Check();

        T Merge<T>(Func<PracticePolicy, T> part)
        {
            var (now, seen, wanted) = (part(current), part(Seen), part(Wanted));
            var same = EqualityComparer<T>.Default;
            if (same.Equals(seen, wanted))
                return now;
            conflict |= !same.Equals(now, seen) && !same.Equals(now, wanted);
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
