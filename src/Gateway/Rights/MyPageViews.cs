using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Rights;

/// <summary>A link to a patient's own page.</summary>
/// <param name="Url">Absolute; the secret stands in the fragment, which no browser sends and no server logs.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="NetworkUrls">The same link as other devices on the network reach it (HTTPS).</param>
internal sealed record AccessLink(string Url, DateTimeOffset ExpiresAt, IReadOnlyList<string> NetworkUrls);

/// <summary>Everything on a patient's own page.</summary>
internal sealed record MyPage(
    string PatientName, string PracticeName, string ClinicianName, IReadOnlyList<MySession> Sessions, IReadOnlyList<MyAccess> Accesses,
    DateTimeOffset? ErasureAskedAt)
{
    /// <summary>What the therapist answered to the wish for erasure; null where they have not, or there is none.</summary>
    public ErasureRequestView? Erasure { get; init; }

    /// <summary>Legal holds that stand: why nothing is erased.</summary>
    public IReadOnlyList<HoldView> Holds { get; init; } = [];
}

/// <summary>One session of theirs.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="ScheduledFor">Planned start.</param>
/// <param name="LiveSince">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="InForce">Which consents are given now.</param>
/// <param name="History">Every decision, oldest first.</param>
/// <param name="Data">What there is of it.</param>
/// <param name="Clips">What was shown to supervisors.</param>
internal sealed record MySession(
    string SessionId, SessionPhase Phase, DateTimeOffset? ScheduledFor, DateTimeOffset? LiveSince, DateTimeOffset? EndedAt,
    IReadOnlyList<ConsentKind> InForce, IReadOnlyList<ConsentEntry> History, IReadOnlyList<MyData> Data, IReadOnlyList<MyClip> Clips);

/// <summary>Something that exists, or existed, about the patient.</summary>
/// <param name="What"><c>recording</c>, <c>affect</c>, <c>notes</c> or <c>markers</c>.</param>
/// <param name="LengthMs">Length of a recording.</param>
/// <param name="Count">Number of notes or markers.</param>
/// <param name="DeletedOn">When it will be deleted; null where that is not decided yet.</param>
/// <param name="ErasedAt">When it was erased; null where it exists.</param>
/// <param name="Held">Whether a legal hold keeps it from being erased.</param>
internal sealed record MyData(
    string What, long? LengthMs = null, int? Count = null, DateTimeOffset? DeletedOn = null, DateTimeOffset? ErasedAt = null, bool Held = false);

/// <summary>A clip that the therapist shared.</summary>
internal sealed record MyClip(long LengthMs, string SupervisorName, DateTimeOffset SharedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>Somebody opened something.</summary>
/// <param name="At">When.</param>
/// <param name="SessionId">Of which session.</param>
/// <param name="SessionAt">When that was.</param>
/// <param name="Who">A name; null for the patient themselves.</param>
/// <param name="What">What was opened.</param>
/// <param name="Under"><c>clip</c>, <c>break-glass</c>, or null for the therapist's and the patient's own.</param>
/// <param name="Reason">The stated reason of an emergency opening.</param>
internal sealed record MyAccess(
    DateTimeOffset At, string SessionId, DateTimeOffset? SessionAt, string? Who, string What, string? Under, string? Reason = null);

/// <summary>What an erasure would take, and what stays and why.</summary>
/// <param name="Recordings">How many recordings go.</param>
/// <param name="AffectTracks">How many tracks of facial expression go.</param>
/// <param name="Held">How many of them a legal hold keeps.</param>
/// <param name="Notes">How many notes the practice has to keep for a time.</param>
internal sealed record ErasurePreview(int Recordings, int AffectTracks, int Held, int Notes);
