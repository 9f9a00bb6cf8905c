using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Media;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Suggestions;

namespace PsyCare.Contracts.Sessions;

/// <summary>
/// The one truth of a session's life. Key: session id. Refuses by <see cref="RefusedException"/>; writes carry ids and may be repeated.
/// </summary>
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Creates the session. Repeating it changes nothing.</summary>
    Task CreateAsync(CreateSession session);

    /// <summary>The present state. Refuses with NotFound where the session was never created.</summary>
    [ReadOnly]
    Task<SessionSnapshot> GetAsync();

    /// <summary>Whose session it is; never changes. Answers at once, also while the session waits for grains that ask this.</summary>
    [AlwaysInterleave]
    Task<string> GetPatientIdAsync();

    /// <summary>In which practice; null where there is no such session. Answers at once, as <see cref="GetPatientIdAsync"/>.</summary>
    [AlwaysInterleave]
    Task<string?> GetPracticeIdAsync();

    /// <summary>Whether it is going on. Answers at once, as <see cref="GetPatientIdAsync"/>.</summary>
    [AlwaysInterleave]
    Task<bool> IsLiveAsync();

    /// <summary>
    /// Erases the session with everything of it, in every copy. The patient's grain calls it
    /// (<see cref="People.IPatientGrain.EraseSessionAsync"/>). Refuses with WrongPhase while it is live. Repeating it changes nothing.
    /// </summary>
    /// <param name="actorId">Who asked for it, for the audit log.</param>
    Task EraseAsync(string actorId);

    /// <summary>Issues an invite for the patient, with a passcode or without; an earlier one stops working.</summary>
    Task<IssuedInvite> IssueInviteAsync(bool withPasscode = false);

    /// <summary>Checks an invite without using it up. Refuses with InviteUnknown, InviteUsed or InviteExpired.</summary>
    Task<SessionSnapshot> InspectInviteAsync(string secret);

    /// <summary>Uses the invite up. Refuses as <see cref="InspectInviteAsync"/>, and with PasscodeWrong.</summary>
    Task<SessionSnapshot> RedeemInviteAsync(string secret, string? passcode = null);

    /// <summary>
    /// Records a decision of the patient and acts on it at once. After the session only withdrawal is possible: it erases the recording or the
    /// affect track; where a legal hold forbids that, the withdrawal stands and the call refuses with LegalHold.
    /// </summary>
    Task DecideConsentAsync(ConsentKind kind, ConsentDecision decision, string textVersion);

    /// <summary>The patient has finished the device check and waits. Refuses with ConsentMissing without consent to the call.</summary>
    Task EnterWaitingRoomAsync();

    /// <summary>The therapist lets the patient in; the session clock starts. Repeating it changes nothing.</summary>
    Task AdmitAsync();

    /// <summary>The therapist ends the session. Repeating it changes nothing.</summary>
    Task EndAsync();

    /// <summary>
    /// Takes over a session that took place elsewhere: by the same rules, all of it or nothing. Refuses with WrongPhase unless the session is
    /// new. Its affect track, if any, must be stored before.
    /// </summary>
    Task ImportAsync(PastSession past);

    /// <summary>Adds a marker or changes its label.</summary>
    Task PutMarkerAsync(Marker marker);

    /// <summary>Removes a marker; nothing happens where it is gone already.</summary>
    Task RemoveMarkerAsync(string markerId);

    /// <summary>Notes from before sessions had an <see cref="Notes.INotesGrain"/>, for that grain alone.</summary>
    [ReadOnly]
    Task<IReadOnlyList<Note>> GetEarlierNotesAsync();

    /// <summary>Notes a suggested marker. Refuses with ConsentMissing without consent to analysis. Repeating it changes nothing.</summary>
    Task SuggestMarkerAsync(MarkerSuggestion suggestion);

    /// <summary>The therapist does not want a suggested marker. Repeating it changes nothing.</summary>
    Task DismissSuggestionAsync(string suggestionId);

    /// <summary>The patient confirms where they are and how to be reached; it is kept with the patient as well.</summary>
    Task ConfirmSafetyAsync(SafetyDetails details);

    /// <summary>Plans another length, minutes.</summary>
    Task PlanAsync(int minutes);

    /// <summary>The gateway reports who is connected.</summary>
    Task ReportPresenceAsync(ParticipantRole participant, bool present);

    /// <summary>A participant left on purpose: absent, and not by a lost connection.</summary>
    Task ReportLeftAsync(ParticipantRole participant);

    /// <summary>A participant's page says what it sends from now on. Repeating it changes nothing.</summary>
    Task ReportSendingAsync(ParticipantRole participant, SentMedia sent);

    /// <summary>The gateway reports how the recording of a participant fares. Repeating it changes nothing.</summary>
    Task ReportRecordingAsync(ParticipantRole participant, RecordingTrouble trouble);

    /// <summary>Registers an observer for five minutes; renew it before that.</summary>
    Task SubscribeAsync(ISessionObserver observer);

    /// <summary>Removes an observer.</summary>
    Task UnsubscribeAsync(ISessionObserver observer);
}

/// <summary>Hears of every change of a session. Held weakly by the host: keep the object.</summary>
public interface ISessionObserver : IGrainObserver
{
    /// <summary>The session has changed. One way: an observer that is gone must not hold up the session.</summary>
    [OneWay]
    Task OnChangedAsync(SessionSnapshot session);
}
