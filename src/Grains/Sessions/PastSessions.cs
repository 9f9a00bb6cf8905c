using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;

namespace PsyCare.Grains.Sessions;

/// <summary>Takes a past session over by the same rules that a live one follows.</summary>
internal static class PastSessions
{
    /// <summary>Lets the session live through all of it; the refusal of the first step that a rule forbids.</summary>
    public static Refusal? LiveThrough(this Session session, PastSession past)
    {
        if (past.EndedAt < past.LiveSince || session.Phase != SessionPhase.Scheduled)
            return Refusal.WrongPhase;
        return First(past.Consents, session.DecideConsent)
            ?? session.EnterWaitingRoom()
            ?? session.Admit(past.LiveSince)
            ?? First(past.Markers, session.PutMarker)
            ?? session.End(past.EndedAt);
    }

    private static Refusal? First<T>(IEnumerable<T> items, Func<T, Refusal?> step) => items.Select(step).FirstOrDefault(r => r is not null);
}
