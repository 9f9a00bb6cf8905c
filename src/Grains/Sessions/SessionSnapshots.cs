using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Sessions;

namespace PsyCare.Grains.Sessions;

/// <summary>Tells what a session's state means for those who look at it.</summary>
internal static class SessionSnapshots
{
    /// <summary>The state of one kind of processing, from consent, phase, policy and health.</summary>
    public static ProcessingState Processing(this Session session, ConsentKind kind, bool allowedByPolicy, RecordingTrouble trouble)
    {
        if (!allowedByPolicy)
            return ProcessingState.Forbidden;
        return session.Consents.InForce(kind) switch
        {
            ConsentDecision.Granted when session.Phase != SessionPhase.Live => ProcessingState.Ready,
            ConsentDecision.Granted => trouble switch
            {
                RecordingTrouble.Failed => ProcessingState.Failed,
                RecordingTrouble.Delayed => ProcessingState.Delayed,
                _ => ProcessingState.Active,
            },
            ConsentDecision.Paused => ProcessingState.Paused,
            ConsentDecision.Withdrawn when session.Consents.WasEverGranted(kind) => ProcessingState.Withdrawn,
            _ => ProcessingState.NotConsented,
        };
    }
}
