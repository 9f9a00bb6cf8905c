using PsyCare.Domain.Vault;

namespace PsyCare.Domain.Retention;

/// <summary>When what of a patient is to be erased.</summary>
public static class RetentionRules
{
    /// <summary>
    /// Everything of a patient that has a day on which it will be erased, soonest first. What the patient has taken consent back for is due at once,
    /// without notice.
    /// </summary>
    /// <param name="policy">The practice's policy.</param>
    /// <param name="patientId">The patient.</param>
    /// <param name="careEndedAt">When care ended; null while it goes on: then file and notes have no such day.</param>
    /// <param name="sessions">The patient's sessions.</param>
    /// <param name="noticedAt">When an artefact was announced, by <see cref="PlannedErasure.Key"/>.</param>
    public static IReadOnlyList<PlannedErasure> Plan(
        RetentionPolicy policy,
        string patientId,
        DateTimeOffset? careEndedAt,
        IEnumerable<SessionFacts> sessions,
        IReadOnlyDictionary<string, DateTimeOffset> noticedAt)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(noticedAt);
        var plan = sessions.Where(s => s.EndedAt is not null).SelectMany(s => PlanOf(policy, s)).ToList();
        if (careEndedAt is { } ended)
            plan.Add(new(ErasedThing.Patient, patientId, ended.AddDays(policy.RecordDays), null));
        return [.. plan.Select(p => WithNotice(p, policy, noticedAt)).OrderBy(p => p.At)];
    }

    /// <summary>Whether it is time to announce it.</summary>
    public static bool IsToBeNoticed(PlannedErasure planned, RetentionPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(policy);
        return planned.NoticedAt is null && now >= planned.At.AddDays(-policy.NoticeDays);
    }

    /// <summary>
    /// Whether it was announced for a day that the policy has since moved out of the notice's time: then it is to be announced anew.
    /// </summary>
    public static bool IsOutdatedNotice(PlannedErasure planned, RetentionPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(policy);
        return planned.NoticedAt is not null && now < planned.At.AddDays(-policy.NoticeDays);
    }

    /// <summary>Whether it is to be erased now.</summary>
    public static bool IsDue(PlannedErasure planned, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(planned);
        return planned.NoticedAt is not null && now >= planned.At;
    }

    private static IEnumerable<PlannedErasure> PlanOf(RetentionPolicy policy, SessionFacts session)
    {
        var ended = session.EndedAt!.Value;
        if (session.HasRecording)
            yield return Planned(ErasedThing.Recording, session.SessionId, ended, policy.RecordingDays, session.RecordingWithdrawn);
        if (session.HasAffect)
            yield return Planned(ErasedThing.Affect, session.SessionId, ended, policy.AffectDays, session.AffectWithdrawn);
    }

    // A withdrawal counts as its own notice.
    private static PlannedErasure Planned(ErasedThing what, string id, DateTimeOffset ended, int days, bool withdrawn) =>
        withdrawn ? new(what, id, ended, ended) : new(what, id, ended.AddDays(days), null);

    private static PlannedErasure WithNotice(
        PlannedErasure planned, RetentionPolicy policy, IReadOnlyDictionary<string, DateTimeOffset> noticedAt)
    {
        if (planned.NoticedAt is not null || !noticedAt.TryGetValue(planned.Key, out var noticed))
            return planned;
        var after = noticed.AddDays(policy.NoticeDays);
        return planned with { NoticedAt = noticed, At = planned.At > after ? planned.At : after };
    }
}
