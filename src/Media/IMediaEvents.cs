using PsyCare.Domain.Media;
using PsyCare.Rtc.Layers;

namespace PsyCare.Media;

/// <summary>Where a participant's peer connection stands.</summary>
public enum ConnectionState
{
    /// <summary>Media can flow; also after <see cref="Disconnected"/>.</summary>
    Connected,

    /// <summary>Nothing heard for seconds; it may come back by itself.</summary>
    Disconnected,

    /// <summary>Over: left, closed by policy, or silent for too long. The participant may join anew.</summary>
    Closed,

    /// <summary>Over because the same participant joined anew.</summary>
    Replaced,

    /// <summary>Over because the other side came with another codec: the participant is to join anew, at once.</summary>
    Recalled,
}

/// <summary>Where the recording of a participant stands.</summary>
public enum SegmentState
{
    /// <summary>A segment is open and being written; also after <see cref="Delayed"/>.</summary>
    Started,

    /// <summary>The segment is finished and durable.</summary>
    Stopped,

    /// <summary>The store has not taken anything for seconds: what comes is held in memory, within a bound, and written when it goes on.</summary>
    Delayed,

    /// <summary>The segment could not be opened or finished. While the policy asks for recording, it is tried again.</summary>
    Failed,
}

/// <summary>
/// Hears what happens to participants. Calls come one at a time and in order, on a thread of their own: they may block or call the endpoint.
/// </summary>
public interface IMediaEvents
{
    /// <summary>A peer connection changed its state.</summary>
    /// <param name="sessionId">Its session.</param>
    /// <param name="participant">Whose it is.</param>
    /// <param name="resourceId">Its name, as in <see cref="MediaAnswer.ResourceId"/>.</param>
    /// <param name="state">The new state.</param>
    void OnConnection(string sessionId, ParticipantRole participant, string resourceId, ConnectionState state);

    /// <summary>
    /// How much of the other side's picture a participant's network carries: every two seconds while that is not all of it, and once when it
    /// is again. Not repeated otherwise: who hears nothing for some seconds may take it that all is well.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="participant">Who sees less.</param>
    /// <param name="resourceId">The connection's name.</param>
    /// <param name="picture">What comes through.</param>
    void OnPicture(string sessionId, ParticipantRole participant, string resourceId, ViewedPicture picture);

    /// <summary>The recording of a participant started, stopped, waits for its store or failed.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="participant">Whose recording.</param>
    /// <param name="state">The new state.</param>
    void OnRecording(string sessionId, ParticipantRole participant, SegmentState state);
}
