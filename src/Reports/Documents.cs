using PsyCare.Domain.Reports;
using PsyCare.Domain.Sessions;

namespace PsyCare.Reports;

/// <summary>Who and where: what stands at the head of every document.</summary>
/// <param name="PatientId">Opaque id.</param>
/// <param name="PatientName">The patient's name.</param>
/// <param name="ClinicianId">Opaque id.</param>
/// <param name="ClinicianName">The therapist's name.</param>
/// <param name="PracticeName">The practice's name.</param>
/// <param name="MadeAt">When the document was made.</param>
public sealed record Heading(
    string PatientId, string PatientName, string ClinicianId, string ClinicianName, string PracticeName, DateTimeOffset MadeAt);

/// <summary>A note of the record, as a document shows it.</summary>
/// <param name="Id">The note.</param>
/// <param name="AtMs">Session clock, milliseconds.</param>
/// <param name="Text">Plain text.</param>
/// <param name="WrittenAt">When it was last saved.</param>
public sealed record DocumentNote(string Id, long AtMs, string Text, DateTimeOffset WrittenAt);

/// <summary>One session as a document.</summary>
/// <param name="Session">The session on the axis of its course.</param>
/// <param name="DurationMs">Its length, milliseconds; 0 where it did not take place.</param>
/// <param name="Report">Its numbers and curves; null where there are none.</param>
/// <param name="Baseline">What was usual for this patient before.</param>
/// <param name="Markers">By time.</param>
/// <param name="Notes">Of the record, by time; never process notes.</param>
/// <param name="Consents">The patient's decisions in it, oldest first.</param>
public sealed record SessionDocument(
    CourseSession Session,
    long DurationMs,
    SessionReport? Report,
    IReadOnlyList<ChannelBaseline> Baseline,
    IReadOnlyList<Marker> Markers,
    IReadOnlyList<DocumentNote> Notes,
    IReadOnlyList<ConsentEntry> Consents);

/// <summary>A course as a document.</summary>
/// <param name="From">First moment of the period; open where null.</param>
/// <param name="To">First moment after it; open where null.</param>
/// <param name="Sessions">Its sessions, oldest first.</param>
/// <param name="Trends">Their trends.</param>
public sealed record CourseDocument(
    DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<CourseSession> Sessions, IReadOnlyList<ChannelTrend> Trends);
