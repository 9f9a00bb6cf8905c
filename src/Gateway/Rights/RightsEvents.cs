using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Rights;

/// <summary>Reads from a session what its patient took back and what was erased.</summary>
internal static class RightsEvents
{
    /// <summary>The events of one session, in no order.</summary>
    public static IEnumerable<RightsEvent> Of(SessionSnapshot session, RecordingIndex index)
    {
        foreach (var entry in session.Consents.Where(c => c.Decision == ConsentDecision.Withdrawn))
            yield return Event(entry.At, Withdrawal(entry, session, index), entry.Kind);
        if (Expiry(session, ConsentKind.Recording, index.RecordingErasedAt) is { } recording)
            yield return Event(recording, RightsEventKind.Expired, ConsentKind.Recording);
        if (Expiry(session, ConsentKind.EmotionAnalysis, index.AffectErasedAt) is { } affect)
            yield return Event(affect, RightsEventKind.Expired, ConsentKind.EmotionAnalysis);

        RightsEvent Event(DateTimeOffset at, RightsEventKind what, ConsentKind kind) => new(at, what, kind, session.SessionId, session.LiveSince);
    }

    private static RightsEventKind Withdrawal(ConsentEntry entry, SessionSnapshot session, RecordingIndex index) => entry.Kind switch
    {
        _ when session.EndedAt is not { } ended || entry.At < ended => RightsEventKind.Stopped,
        ConsentKind.Recording when index.Segments.Count > 0 => RightsEventKind.Withheld,
        ConsentKind.EmotionAnalysis when index.AffectErasedAt is null => RightsEventKind.Withheld,
        ConsentKind.Recording or ConsentKind.EmotionAnalysis => RightsEventKind.Withdrawn,
        _ => RightsEventKind.Stopped,
    };

    /// <summary>When it was erased without the patient having asked for it; null where they had, or it is there.</summary>
    private static DateTimeOffset? Expiry(SessionSnapshot session, ConsentKind kind, DateTimeOffset? erasedAt) =>
        session.Consents.Any(c => c.Kind == kind && c.Decision == ConsentDecision.Withdrawn && c.At >= session.EndedAt) ? null : erasedAt;
}
