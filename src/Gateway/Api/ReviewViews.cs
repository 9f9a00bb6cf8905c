using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Api;

/// <summary>Everything for the review page but the media and the affect track.</summary>
internal sealed record Review(
    SessionView Session,
    string PatientName,
    long DurationMs,
    IReadOnlyList<SegmentView> Segments,
    IReadOnlyList<Marker> Markers,
    IReadOnlyList<Note> Notes,
    IReadOnlyList<AccessView> Accesses);

/// <summary>One run of one participant's media, on the session clock.</summary>
internal sealed record SegmentView(string SegmentId, ParticipantRole Participant, long StartMs, long DurationMs, string Url);

/// <summary>Who looked at what: <c>you</c>, or an opaque id.</summary>
internal sealed record AccessView(DateTimeOffset At, string What, string Actor);
