using PsyCare.Domain.Media;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Api;

/// <summary>Everything for the review page but the media and the affect track; <c>Under</c> is break-glass where it is not the reader's own.</summary>
internal sealed record Review(
    SessionView Session,
    string PatientName,
    long DurationMs,
    IReadOnlyList<SegmentView> Segments,
    IReadOnlyList<RecordingFaultView> Faults,
    IReadOnlyList<Marker> Markers,
    IReadOnlyList<Note> Notes,
    IReadOnlyList<AccessView> Accesses,
    string? Under);

/// <summary>One run of one participant's media, on the session clock.</summary>
internal sealed record SegmentView(string SegmentId, ParticipantRole Participant, long StartMs, long DurationMs, string Url);

/// <summary>What is wrong with what is on disk.</summary>
internal enum RecordingFault
{
    /// <summary>Less is there than was once on disk: the end was taken away, or an older copy put in its place.</summary>
    Shortened = 1,

    /// <summary>Bytes within were altered: what lies before them plays.</summary>
    Altered = 2,

    /// <summary>All of it is gone, or something else is in its place.</summary>
    Lost = 3,

    /// <summary>Another file lies in its place than the one that was finished.</summary>
    Replaced = 4,

    /// <summary>The audit log knows it, the recording's list does not: an older list was put in its place.</summary>
    Unlisted = 5,

    /// <summary>It is the affect track, of which a part is gone or altered, or in whose place lies another.</summary>
    Track = 6,
}

/// <summary>A segment, or the affect track, that is not what was recorded; the participant where it is known.</summary>
internal sealed record RecordingFaultView(string SegmentId, ParticipantRole? Participant, long StartMs, RecordingFault Fault);

/// <summary>Who looked at what: <c>you</c>, or a name; under <c>clip</c> or <c>break-glass</c> where it was neither therapist nor patient.</summary>
internal sealed record AccessView(DateTimeOffset At, string What, string Actor, string? Under);
