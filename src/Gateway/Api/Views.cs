using System.Text.Json.Serialization;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Suggestions;
using PsyCare.Gateway.Media;

namespace PsyCare.Gateway.Api;

/// <summary>A session as one of its two participants may see it. What is null here by default is for the therapist: absent for a patient.</summary>
internal sealed record SessionView(
    string SessionId,
    long Version,
    SessionPhase Phase,
    DateTimeOffset? ScheduledFor,
    DateTimeOffset? LiveSince,
    DateTimeOffset? EndedAt,
    DateTimeOffset ServerTime,
    long? ClockMs,
    bool PatientPresent,
    bool ClinicianPresent,
    ProcessingState Recording,
    ProcessingState EmotionAnalysis,
    ParticipantRole You,
    string ClinicianName,
    string PracticeName,
    int PlannedMinutes,
    bool SafetyConfirmed)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PatientId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PatientName { get; init; }

    /// <summary>What the patient's page sends; null where that is not known.</summary>
    public SendingView? PatientSends { get; init; }

    /// <summary>What the therapist's page sends, likewise.</summary>
    public SendingView? ClinicianSends { get; init; }

    /// <summary>Why the patient is not there; see <see cref="SessionSnapshot.PatientAway"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Absence? PatientAway { get; init; }

    /// <summary>Whether the patient agrees to supervision now.</summary>
    public bool Supervision { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Marker>? Markers { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConsentEntry>? Consents { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MarkerSuggestion>? Suggestions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SafetyConfirmation? Safety { get; init; }
}

/// <summary>A session in a patient's list.</summary>
internal sealed record SessionSummary(
    string SessionId, SessionPhase Phase, DateTimeOffset? ScheduledFor, DateTimeOffset? LiveSince, DateTimeOffset? EndedAt, bool PatientPresent)
{
    public static SessionSummary Of(SessionSnapshot session) => new(
        session.SessionId, session.Phase, session.ScheduledFor, session.LiveSince, session.EndedAt, session.PatientPresent);
}

/// <summary>A patient in the caseload.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="DisplayName">Their name.</param>
/// <param name="LastSession">The newest session.</param>
/// <param name="SessionCount">How many.</param>
/// <param name="AsksErasure">Whether they have asked for everything to be erased and wait for an answer.</param>
internal sealed record PatientSummary(
    string PatientId, string DisplayName, SessionSummary? LastSession, int SessionCount, bool AsksErasure);

/// <summary>A patient with all sessions, newest first.</summary>
internal sealed record PatientDetail(string PatientId, string DisplayName, IReadOnlyList<SessionSummary> Sessions);

/// <summary>A session that has not ended.</summary>
internal sealed record OpenSession(
    string SessionId, string PatientId, string PatientName, SessionPhase Phase, DateTimeOffset? ScheduledFor, bool PatientPresent);

/// <summary>Who is signed in; the fields of the other role are absent.</summary>
internal sealed record Me(ParticipantRole Role)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClinicianId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MemberRoles>? Roles { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MustEnrol { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PracticeName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SessionId { get; init; }

    /// <summary>Whether this browser may open the patient's own page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OwnPage { get; init; }
}

/// <summary>What an invite is for, before it is used up.</summary>
internal sealed record InviteView(
    string PracticeName, string ClinicianName, DateTimeOffset? ScheduledFor, SessionPhase Phase, bool NeedsPasscode);

/// <summary>A fresh invite link.</summary>
/// <param name="Url">Absolute; the token stands in the fragment, which no browser sends and no server logs.</param>
/// <param name="Token">Session id and secret.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="NetworkUrls">The same link as other devices on the network reach it (HTTPS).</param>
/// <param name="Passcode">What the patient has to type besides; null where nothing.</param>
internal sealed record InviteLink(
    string Url, string Token, DateTimeOffset ExpiresAt, IReadOnlyList<string> NetworkUrls, string? Passcode);

/// <summary>The id of something just created.</summary>
internal sealed record SessionCreated(string SessionId);

/// <summary>A pass for the media endpoint, and the TURN servers to reach it by where UDP does not get through.</summary>
internal sealed record MediaTokenView(string Token, string WhipUrl, DateTimeOffset ExpiresAt, IReadOnlyList<IceServerView> IceServers);
