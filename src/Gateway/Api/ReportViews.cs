using PsyCare.Contracts.Reports;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Reports;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Talk;
using PsyCare.Domain.Workspaces;

namespace PsyCare.Gateway.Api;

/// <summary>
/// Everything for the report of one session. The report is null unless the state is <see cref="ReportState.Made"/>; the baseline, what was
/// usual for this patient before, is empty with too few sessions; where something was recorded, moments can be looked up there;
/// the talk track is null where nothing was heard.
/// </summary>
internal sealed record SessionReportView(
    string SessionId,
    string PatientId,
    string PatientName,
    DateTimeOffset? LiveSince,
    long DurationMs,
    ReportState State,
    bool Recorded,
    SessionReport? Report,
    IReadOnlyList<ChannelBaseline> Baseline,
    IReadOnlyList<Marker> Markers,
    IReadOnlyList<Note> Notes,
    TalkTrack? Talk);

/// <summary>A course over a period, by columns: every column of <see cref="Channels"/> has as many entries as <see cref="Sessions"/>.</summary>
internal sealed record CourseView(
    string PatientId,
    string PatientName,
    IReadOnlyList<CourseSessionView> Sessions,
    IReadOnlyDictionary<string, CourseColumn> Channels,
    IReadOnlyList<ChannelTrend> Trends)
{
    public static CourseView Of(string patientId, string patientName, IReadOnlyList<CourseSession> sessions) => new(
        patientId,
        patientName,
        [.. sessions.Select(s => new CourseSessionView(s.SessionId, s.At, s.Attendance, s.Summary?.DurationMs, s.Summary?.ReadMs))],
        Channel.All.Where(c => sessions.Any(s => CourseColumn.Counts(s.Of(c.Key))))
            .ToDictionary(c => c.Key, c => CourseColumn.Of(c.Key, sessions)),
        Course.Trends(sessions));
}

/// <summary>A session on the axis; the lengths are null where nothing was summed up.</summary>
internal sealed record CourseSessionView(string SessionId, DateTimeOffset At, Attendance Attendance, long? DurationMs, long? ReadMs);

/// <summary>
/// One channel over a course. Null where the channel was not read for long enough in a session. Quantiles are five columns: the values below
/// which it stayed for 5, 25, 50, 75 and 95 % of the time.
/// </summary>
internal sealed record CourseColumn(
    IReadOnlyList<double?> Mean,
    IReadOnlyList<double?> Low,
    IReadOnlyList<double?> High,
    IReadOnlyList<IReadOnlyList<double?>> Quantiles,
    IReadOnlyList<double?> Shown,
    IReadOnlyList<int?> Episodes)
{
    private const int QuantileCount = 5;

    public static bool Counts(ChannelSummary? channel) => channel is { ReadMs: >= Course.EnoughMs };

    public static CourseColumn Of(string channel, IReadOnlyList<CourseSession> sessions)
    {
        List<ChannelSummary?> column = [.. sessions.Select(s => s.Of(channel)).Select(c => Counts(c) ? c : null)];
        return new CourseColumn(
            [.. column.Select(c => c?.Mean)],
            [.. column.Select(c => c?.MeanLow)],
            [.. column.Select(c => c?.MeanHigh)],
            [.. Enumerable.Range(0, QuantileCount).Select(q => column.Select(c => c?.Quantiles[q]).ToList())],
            [.. column.Select(c => c?.Shown)],
            [.. column.Select(c => c?.Episodes)]);
    }
}

/// <summary>The markers of a course, and what their categories are called; the label of one that came with the product is empty.</summary>
internal sealed record CourseMarkersView(IReadOnlyList<MarkerCategory> Categories, IReadOnlyList<SessionMarkersView> Sessions);

/// <summary>The markers of one session of a course.</summary>
internal sealed record SessionMarkersView(string SessionId, DateTimeOffset At, IReadOnlyList<Marker> Markers);

/// <summary>What to look for in the notes of a patient, and in which period.</summary>
internal sealed record NoteSearchRequest(string Query, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>A note that was found.</summary>
internal sealed record NoteHitView(string SessionId, DateTimeOffset At, string NoteId, long AtMs, Excerpt Excerpt);

/// <summary>Notes found, newest session first; the total is more than are listed when the list is full.</summary>
internal sealed record NoteSearchView(int Total, IReadOnlyList<NoteHitView> Hits);
