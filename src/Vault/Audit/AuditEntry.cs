using PsyCare.Domain;

namespace PsyCare.Vault.Audit;

/// <summary>What is written to the audit log. The numbers rest on disk: never change one.</summary>
public enum AuditAction
{
    /// <summary>A clinician signed in.</summary>
    SignedIn = 1,

    /// <summary>A sign-in was refused; the actor is <see cref="AuditEntry.Unknown"/> where the address is no clinician's.</summary>
    SignInRefused = 2,

    /// <summary>Clinical content was handed out; the detail says which (<c>notes</c>, <c>recording</c>, <c>affect</c>, ...).</summary>
    ContentRead = 3,

    /// <summary>A patient decided on a consent; the detail is kind and decision, e.g. <c>recording-withdrawn</c>.</summary>
    ConsentDecided = 4,

    /// <summary>A patient used an invite up.</summary>
    InviteRedeemed = 5,

    /// <summary>Clinical content was saved or removed; the detail says which (<c>notes</c>, <c>markers</c>).</summary>
    ContentWritten = 6,

    /// <summary>A therapist issued a link to a patient's own page; the detail is the patient.</summary>
    AccessLinkIssued = 20,

    /// <summary>A patient came to their own page by a link.</summary>
    AccessLinkRedeemed = 21,

    /// <summary>A therapist took a patient's access to their own page back; the detail is the patient.</summary>
    AccessRevoked = 22,

    /// <summary>A patient took along what exists about them.</summary>
    Exported = 23,

    /// <summary>A patient asked for everything to be erased.</summary>
    ErasureAsked = 24,

    /// <summary>A therapist shared a part of a recording; the detail is the supervisor.</summary>
    ClipShared = 25,

    /// <summary>A therapist took a clip back; the detail is the clip.</summary>
    ClipRevoked = 26,

    /// <summary>A supervisor or administrator opened a session's content in an emergency.</summary>
    BreakGlass = 27,

    /// <summary>They closed it again before its time.</summary>
    BreakGlassClosed = 28,

    /// <summary>Somebody signed out.</summary>
    SignedOut = 29,

    /// <summary>Something was erased, its key destroyed; the detail says what (<c>recording</c>, <c>affect</c>, <c>session</c>, <c>patient</c>).</summary>
    Erased = 30,

    /// <summary>Clinical content left as a file; the detail says which (<c>report-pdf</c>, <c>course-fhir</c>, ...).</summary>
    ReportExported = 31,

    /// <summary>An administrator invited somebody into the practice; the detail is the invitation's id.</summary>
    MemberInvited = 40,

    /// <summary>Somebody accepted an invitation and is a member now.</summary>
    MemberJoined = 41,

    /// <summary>An administrator changed a member; the detail says what and who, e.g. <c>disabled-ID</c>.</summary>
    MemberChanged = 42,

    /// <summary>A member changed their own account; the detail says what, e.g. <c>password</c>, <c>second-factor-on</c>.</summary>
    AccountChanged = 43,

    /// <summary>An administrator changed the practice's policy; the detail says what, e.g. <c>emotion-analysis-off</c>.</summary>
    PolicyChanged = 44,

    /// <summary>A supervisor looked at figures of their group; the detail is the month.</summary>
    SupervisionRead = 45,

    /// <summary>A new practice key wraps from now on, and every data key was wrapped with it; the detail is its id.</summary>
    KeyRotated = 50,

    /// <summary>A rotation that was interrupted was finished; the detail is the newest practice key's id.</summary>
    KeysRewrapped = 51,

    /// <summary>A practice key was taken off the ring, as nothing needs it any more; the detail is its id.</summary>
    KeyRetired = 52,

    /// <summary>The copy of the keys was renewed.</summary>
    KeysCopied = 54,

    /// <summary>
    /// What protects the key ring changed: a passphrase was set (<c>on</c>) or replaced (<c>changed</c>), a key in Key Vault wraps it
    /// (<c>key-vault</c>), or nothing protects it any more (<c>off</c>).
    /// </summary>
    KeyRingProtected = 55,

    /// <summary>A process opened the practice's keys; the detail is the newest one's id.</summary>
    KeysOpened = 56,

    /// <summary>A member's account was connected with who they are for the practice's issuer.</summary>
    IdentityConnected = 60,

    /// <summary>The issuer signed a member's browsers out.</summary>
    SignedOutByIssuer = 61,

    /// <summary>A legal hold was set: nothing of the patient may be erased; the detail is the patient.</summary>
    LegalHoldSet = 70,

    /// <summary>A legal hold was lifted; the detail is the patient.</summary>
    LegalHoldLifted = 71,

    /// <summary>A therapist answered a patient who had asked for everything to be erased; the detail is the patient.</summary>
    ErasureAnswered = 72,

    /// <summary>An administrator read the audit log.</summary>
    AuditRead = 73,

    /// <summary>An administrator took the audit log along as a file.</summary>
    AuditExported = 74,

    /// <summary>An administrator changed the practice's note templates; the detail is the template, or nothing where their order changed.</summary>
    TemplatesChanged = 75,

    /// <summary>
    /// Nothing more is written to a recorded segment, or to an affect track: <see cref="AuditEntry.File"/> says how it is. The detail is the
    /// segment, or <c>affect</c>.
    /// </summary>
    RecordingSealed = 110,
}

/// <summary>One entry of the audit log: opaque ids and words of a fixed list, never a name or a text that a person wrote.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What was done.</param>
/// <param name="ActorId">Who did it: a clinician's or patient's id, or <see cref="Unknown"/>.</param>
/// <param name="SessionId">In which session, if any; the patient of an erasure of everything.</param>
/// <param name="Detail">A word that says more, if any.</param>
/// <param name="File">How a sealed file is, for <see cref="AuditAction.RecordingSealed"/>.</param>
/// <param name="PracticeId">In which practice, where that is known: several may share a deployment.</param>
public sealed record AuditEntry(
    DateTimeOffset At, AuditAction Action, string ActorId, string? SessionId, string? Detail, SealedExtent? File = null, string? PracticeId = null)
{
    /// <summary>The actor where nobody is known to be one.</summary>
    public const string Unknown = "unknown";

    /// <summary>Whether it names any of these ids.</summary>
    internal bool Names(IReadOnlySet<string> ids) =>
        ids.Contains(ActorId) || (SessionId is not null && ids.Contains(SessionId)) || (Detail is not null && ids.Contains(Detail));

    /// <summary>Throws where a field is no identifier: what could be a name or a text stays out of the log.</summary>
    internal AuditEntry Checked() =>
        Enum.IsDefined(Action) && Ids.IsValid(ActorId) && IsIdOrNull(SessionId) && IsIdOrNull(Detail) && IsIdOrNull(PracticeId)
            ? this
            : throw new ArgumentException("An audit entry holds identifiers alone.");

    private static bool IsIdOrNull(string? id) => id is null || Ids.IsValid(id);
}
