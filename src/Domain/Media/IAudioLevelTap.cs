namespace PsyCare.Domain.Media;

/// <summary>
/// Hears how loud each participant is while the session is live: energy only, as the sender measured it (RFC 6464), never sound or words.
/// A sender that is muted or silent may send nothing at all, so the absence of a call means silence. Must return at once.
/// </summary>
public interface IAudioLevelTap
{
    /// <summary>Length of the window that one call stands for, milliseconds.</summary>
    const int WindowMs = 200;

    /// <summary>One window of one participant's sound has passed.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="participant">Whose sound.</param>
    /// <param name="atMs">Session clock at the window's start, milliseconds; a multiple of <see cref="WindowMs"/>.</param>
    /// <param name="dBov">Mean power in dB relative to the loudest that can be represented: -127 (silence) to 0. Speech is about -50 to -15.</param>
    /// <param name="voice">Whether it is likely speech: the sender says so for half of the window, and it is not too faint.</param>
    void OnLevel(string sessionId, ParticipantRole participant, long atMs, int dBov, bool voice);
}
