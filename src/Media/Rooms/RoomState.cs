using PsyCare.Domain.Media;

namespace PsyCare.Media.Rooms;

/// <summary>What one session's media may be used for now, and its clock.</summary>
internal class RoomState(string sessionId)
{
    internal string SessionId { get; } = sessionId;

    internal MediaPolicy Policy { get; private set; } = MediaPolicy.Closed;

    /// <summary>Null before the session is live: nothing can be recorded or analysed then.</summary>
    internal SessionClock? Clock { get; private set; }

    internal bool IsRecording => Policy.Record && Clock is not null;

    internal bool IsAnalysing => Policy.Analyse && Clock is not null;

    /// <summary>Takes a policy over; whoever records or taps is to follow it.</summary>
    protected void Follow(MediaPolicy policy, DateTimeOffset wallNow, TimeSpan now)
    {
        Policy = policy;
        if (policy.LiveSince != Clock?.LiveSince)
            Clock = policy.LiveSince is { } since ? new SessionClock(since, wallNow, now) : null;
    }
}
