using Orleans;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Suggestions;

namespace PsyCare.Contracts.Sessions;

/// <summary>What a new session is made of.</summary>
[GenerateSerializer]
[Immutable]
[Alias("psycare.session.create")]
public sealed record CreateSession(
    [property: Id(0)] string PracticeId,
    [property: Id(1)] string ClinicianId,
    [property: Id(2)] string PatientId,
    [property: Id(3)] DateTimeOffset? ScheduledFor,
    [property: Id(4)] int PlannedMinutes = 50);

/// <summary>A freshly issued invite. The secret is shown once and stored only as a hash.</summary>
/// <param name="Secret">256 random bits, base64url.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="Passcode">What the patient has to know besides; null where nothing.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.session.invite")]
public sealed record IssuedInvite(
    [property: Id(0)] string Secret,
    [property: Id(1)] DateTimeOffset ExpiresAt,
    [property: Id(2)] string? Passcode = null);

/// <summary>Whether something is going on, and if not why.</summary>
public enum ProcessingState
{
    /// <summary>The patient has not agreed.</summary>
    NotConsented = 1,

    /// <summary>Agreed, but the session is not live.</summary>
    Ready = 2,

    /// <summary>Going on.</summary>
    Active = 3,

    /// <summary>The patient has paused it.</summary>
    Paused = 4,

    /// <summary>The patient has withdrawn consent.</summary>
    Withdrawn = 5,

    /// <summary>The practice's policy forbids it.</summary>
    Forbidden = 6,

    /// <summary>Allowed, but it fails: what is said now is not kept. It is tried again; the call goes on.</summary>
    Failed = 7,

    /// <summary>Going on, but the store takes nothing at the moment: what comes is held in memory, within a bound, and written when it answers.</summary>
    Delayed = 8,
}

/// <summary>What keeps a participant's recording from being written.</summary>
public enum RecordingTrouble
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The store takes nothing at the moment; see <see cref="ProcessingState.Delayed"/>.</summary>
    Delayed = 1,

    /// <summary>It cannot be written; see <see cref="ProcessingState.Failed"/>.</summary>
    Failed = 2,
}

/// <summary>Everything about a session that changes while people look at it.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Version">Counts up with every change; a client keeps the highest it saw.</param>
/// <param name="Phase">Where the session stands.</param>
/// <param name="PracticeId">Its practice.</param>
/// <param name="ClinicianId">Its therapist.</param>
/// <param name="PatientId">Its patient.</param>
/// <param name="ScheduledFor">Planned start, if any.</param>
/// <param name="LiveSince">Zero of the session clock.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="PatientPresent">Whether the patient's page is connected.</param>
/// <param name="ClinicianPresent">Whether the therapist's page is connected.</param>
/// <param name="Recording">State of the recording.</param>
/// <param name="EmotionAnalysis">State of emotion analysis.</param>
/// <param name="Consents">The consent ledger, oldest first.</param>
/// <param name="Markers">By time. Clinical content: never for the patient.</param>
/// <param name="Suggestions">Suggested markers by time. Never for the patient.</param>
/// <param name="Safety">What the patient confirmed for this session; null until then.</param>
/// <param name="PlannedMinutes">Planned length.</param>
/// <param name="NeedsPasscode">Whether the present invite asks for a passcode.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.session.snapshot")]
public sealed record SessionSnapshot(
    [property: Id(0)] string SessionId,
    [property: Id(1)] long Version,
    [property: Id(2)] SessionPhase Phase,
    [property: Id(3)] string PracticeId,
    [property: Id(4)] string ClinicianId,
    [property: Id(5)] string PatientId,
    [property: Id(6)] DateTimeOffset? ScheduledFor,
    [property: Id(7)] DateTimeOffset? LiveSince,
    [property: Id(8)] DateTimeOffset? EndedAt,
    [property: Id(9)] bool PatientPresent,
    [property: Id(10)] bool ClinicianPresent,
    [property: Id(11)] ProcessingState Recording,
    [property: Id(12)] ProcessingState EmotionAnalysis,
    [property: Id(13)] IReadOnlyList<ConsentEntry> Consents,
    [property: Id(14)] IReadOnlyList<Marker> Markers,
    [property: Id(15)] IReadOnlyList<MarkerSuggestion> Suggestions,
    [property: Id(16)] SafetyConfirmation? Safety,
    [property: Id(17)] int PlannedMinutes,
    [property: Id(18)] bool NeedsPasscode)
{
    /// <summary>What the patient's page sends; null where it is not there, or has not said.</summary>
    [Id(19)]
    public SentMedia? PatientSends { get; init; }

    /// <summary>What the therapist's page sends, likewise.</summary>
    [Id(20)]
    public SentMedia? ClinicianSends { get; init; }

    /// <summary>Why the patient is not there, while they wait or the session is live; null while they are, and where that is not known.</summary>
    [Id(21)]
    public Absence? PatientAway { get; init; }

    /// <summary>What may happen to the session's media in this state.</summary>
    public MediaPolicy MediaPolicy => Phase == SessionPhase.Live && CallInForce
        ? new(true, Recording is ProcessingState.Active or ProcessingState.Delayed or ProcessingState.Failed, EmotionAnalysis == ProcessingState.Active, LiveSince)
        : MediaPolicy.Closed;

    private bool CallInForce => Consents.LastOrDefault(c => c.Kind == ConsentKind.Call)?.Decision == ConsentDecision.Granted;
}
