using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;

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

    /// <summary>Issues an invite for the patient; an earlier one stops working.</summary>
    Task<IssuedInvite> IssueInviteAsync();

    /// <summary>Checks an invite without using it up. Refuses with InviteUnknown, InviteUsed or InviteExpired.</summary>
    Task<SessionSnapshot> InspectInviteAsync(string secret);

    /// <summary>Uses the invite up. Refuses as <see cref="InspectInviteAsync"/>.</summary>
    Task<SessionSnapshot> RedeemInviteAsync(string secret);

    /// <summary>Records a decision of the patient and acts on it at once.</summary>
    Task DecideConsentAsync(ConsentKind kind, ConsentDecision decision, string textVersion);

    /// <summary>The patient has finished the device check and waits. Refuses with ConsentMissing without consent to the call.</summary>
    Task EnterWaitingRoomAsync();

    /// <summary>The therapist lets the patient in; the session clock starts. Repeating it changes nothing.</summary>
    Task AdmitAsync();

    /// <summary>The therapist ends the session. Repeating it changes nothing.</summary>
    Task EndAsync();

    /// <summary>Adds a marker or changes its label.</summary>
    Task PutMarkerAsync(Marker marker);

    /// <summary>Removes a marker; nothing happens where it is gone already.</summary>
    Task RemoveMarkerAsync(string markerId);

    /// <summary>Saves a note. Refuses with TooLarge or, where <paramref name="baseRevision"/> is not the stored one, Conflict.</summary>
    /// <param name="noteId">Made by the client.</param>
    /// <param name="atMs">Session clock at which the note was begun; kept from the first save.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="baseRevision">The revision that the text was made from; 0 for a new note.</param>
    /// <returns>The saved note. A repeat of the very same text returns the stored note.</returns>
    Task<Note> PutNoteAsync(string noteId, long atMs, string text, int baseRevision);

    /// <summary>All notes by time.</summary>
    [ReadOnly]
    Task<IReadOnlyList<Note>> GetNotesAsync();

    /// <summary>The gateway reports who is connected.</summary>
    Task ReportPresenceAsync(ParticipantRole participant, bool present);

    /// <summary>The gateway reports whether recording works.</summary>
    Task ReportRecordingAsync(bool failed);

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
