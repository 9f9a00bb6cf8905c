namespace PsyCare.Domain.Retention;

/// <summary>
/// The legal holds of one patient. Several may stand at once, one for each matter: lifting one leaves the others. A method returns why it
/// refuses, or null; it changes nothing when it refuses.
/// </summary>
public static class LegalHolds
{
    /// <summary>Whether any of them forbids erasing.</summary>
    public static bool Stand(IEnumerable<LegalHold> holds) => holds.Any(h => h.Stands);

    /// <summary>Sets a hold; a repeat changes nothing.</summary>
    public static Refusal? Set(List<LegalHold> holds, LegalHold hold)
    {
        ArgumentNullException.ThrowIfNull(holds);
        ArgumentNullException.ThrowIfNull(hold);
        if (holds.Exists(h => h.Id == hold.Id))
            return null;
        if (!Ids.IsValid(hold.Id) || !LegalHold.IsReason(hold.Reason))
            return Refusal.Invalid;
        if (holds.Count >= LegalHold.MaxPerPatient)
            return Refusal.TooLarge;
        holds.Add(hold with { Reason = hold.Reason.Trim() });
        return null;
    }

    /// <summary>Lifts a hold; nothing happens where it was lifted already.</summary>
    public static Refusal? Lift(List<LegalHold> holds, string holdId, string reason, string memberId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(holds);
        var at = holds.FindIndex(h => h.Id == holdId);
        if (at < 0)
            return Refusal.NotFound;
        if (!holds[at].Stands)
            return null;
        if (!LegalHold.IsReason(reason))
            return Refusal.Invalid;
        holds[at] = holds[at] with { LiftedAt = now, LiftedBy = memberId, LiftReason = reason.Trim() };
        return null;
    }
}
