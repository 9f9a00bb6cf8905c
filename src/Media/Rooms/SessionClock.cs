namespace PsyCare.Media.Rooms;

/// <summary>
/// The session clock: milliseconds since the session went live. Anchored to the wall clock once and then driven by the monotonic one,
/// so that a correction of the wall clock does not tear the recording.
/// </summary>
internal sealed class SessionClock(DateTimeOffset liveSince, DateTimeOffset wallNow, TimeSpan monotonicNow)
{
    private readonly TimeSpan _liveAt = monotonicNow - (wallNow - liveSince);

    internal DateTimeOffset LiveSince { get; } = liveSince;

    internal double ToMs(TimeSpan now) => Math.Max(0, (now - _liveAt).TotalMilliseconds);
}
