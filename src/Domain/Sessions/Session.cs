using System.Text.Json.Serialization;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Vault;

namespace PsyCare.Domain.Sessions;

/// <summary>
/// The rules of a session's life. A method returns why it refuses, or null; it changes nothing when it refuses (but counts passcodes), and
/// <see cref="Version"/> counts up exactly when something changed.
/// </summary>
public sealed partial class Session : ISessionOwned
{
    /// <summary>Counts changes; 0 means never created.</summary>
    [JsonInclude]
    public long Version { get; private set; }

    /// <inheritdoc/>
    [JsonInclude]
    public string SessionId { get; private set; } = "";

    /// <summary>Its practice.</summary>
    [JsonInclude]
    public string PracticeId { get; private set; } = "";

    /// <summary>Its therapist.</summary>
    [JsonInclude]
    public string ClinicianId { get; private set; } = "";

    /// <summary>Its patient.</summary>
    [JsonInclude]
    public string PatientId { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    [JsonInclude]
    public SessionPhase Phase { get; private set; }

    /// <summary>Planned start.</summary>
    [JsonInclude]
    public DateTimeOffset? ScheduledFor { get; private set; }

    /// <summary>Zero of the session clock.</summary>
    [JsonInclude]
    public DateTimeOffset? LiveSince { get; private set; }

    /// <summary>When it ended.</summary>
    [JsonInclude]
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The patient's way in, once issued.</summary>
    [JsonInclude]
    public Invite? Invite { get; private set; }

    /// <summary>Hashes of invites that were replaced: they are told apart from forged ones.</summary>
    [JsonInclude]
    public IReadOnlyList<Invite> ReplacedInvites { get; private set; } = [];

    /// <summary>The patient's decisions.</summary>
    [JsonInclude]
    public ConsentLedger Consents { get; private set; } = new();

    /// <summary>Notes from before they had a book of their own (<see cref="NoteBook"/>), which takes them over. By time.</summary>
    [JsonInclude]
    public IReadOnlyList<Note> Notes { get; private set; } = [];

    /// <summary>Whether the session exists.</summary>
    [JsonIgnore]
    public bool Exists => Version > 0;

    /// <summary>Tells the state which session it is of; it is no change of the session.</summary>
    public void Name(string sessionId) => SessionId = sessionId;

    /// <summary>Creates the session; nothing happens where it exists.</summary>
    public Refusal? Create(
        string practiceId, string clinicianId, string patientId, DateTimeOffset? scheduledFor, int plannedMinutes = 50)
    {
        if (Exists)
            return null;
        if (!Ids.IsValid(practiceId) || !Ids.IsValid(clinicianId) || !Ids.IsValid(patientId)
            || plannedMinutes is < MinPlannedMinutes or > MaxPlannedMinutes)
            return Refusal.Invalid;
        (PracticeId, ClinicianId, PatientId, ScheduledFor) = (practiceId, clinicianId, patientId, scheduledFor);
        (Phase, PlannedMinutes) = (SessionPhase.Scheduled, plannedMinutes);
        return Changed();
    }

    /// <summary>Issues a new invite, with a passcode or without; the one before stops working.</summary>
    public Refusal? IssueInvite(DateTimeOffset now, out string secret, bool withPasscode = false)
    {
        secret = "";
        if (Phase == SessionPhase.Ended)
            return Refusal.WrongPhase;
        if (Invite is not null)
            ReplacedInvites = [.. ReplacedInvites.TakeLast(19), Invite];
        (Invite, secret) = Invite.Issue(now, withPasscode);
        return Changed();
    }

    /// <summary>Whether the invite would be accepted now.</summary>
    public Refusal? CheckInvite(string secret, DateTimeOffset now)
    {
        if (Invite is null)
            return Refusal.InviteUnknown;
        var refusal = Invite.Check(secret, now);
        if (refusal == Refusal.InviteUnknown && ReplacedInvites.Any(i => i.Check(secret, now) != Refusal.InviteUnknown))
            return Refusal.InviteExpired;
        return refusal ?? (Phase == SessionPhase.Ended ? Refusal.InviteExpired : null);
    }

    /// <summary>Uses the invite up. A wrong passcode is counted: after a few the invite no longer works.</summary>
    public Refusal? RedeemInvite(string secret, DateTimeOffset now, string? passcode = null)
    {
        if (CheckInvite(secret, now) is { } refusal)
            return refusal;
        if (!Invite!.IsPasscode(passcode))
        {
            Invite = Invite with { PasscodeFailures = Invite.PasscodeFailures + 1 };
            Changed();
            return Refusal.PasscodeWrong;
        }

        Invite = Invite with { RedeemedAt = now };
        return Changed();
    }

    /// <summary>Records a decision of the patient. After the end they can only take consent back.</summary>
    public Refusal? DecideConsent(ConsentEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (Phase == SessionPhase.Ended && !MayDecideAfterwards(entry))
            return Refusal.WrongPhase;
        var before = Consents.Entries.Count;
        if (Consents.Decide(entry) is { } refusal)
            return refusal;
        return Consents.Entries.Count == before ? null : Changed();
    }

    /// <summary>The patient waits to be admitted; nothing happens where they already do, or are in the call.</summary>
    public Refusal? EnterWaitingRoom()
    {
        if (Phase == SessionPhase.Ended)
            return Refusal.WrongPhase;
        if (Consents.InForce(ConsentKind.Call) != ConsentDecision.Granted)
            return Refusal.ConsentMissing;
        if (Phase != SessionPhase.Scheduled)
            return null;
        Phase = SessionPhase.Waiting;
        return Changed();
    }

    /// <summary>Starts the session clock; nothing happens where it runs.</summary>
    public Refusal? Admit(DateTimeOffset now)
    {
        if (Phase == SessionPhase.Live)
            return null;
        if (Phase != SessionPhase.Waiting)
            return Refusal.WrongPhase;
        if (Consents.InForce(ConsentKind.Call) != ConsentDecision.Granted)
            return Refusal.ConsentMissing;
        (Phase, LiveSince) = (SessionPhase.Live, now);
        return Changed();
    }

    /// <summary>Ends a session; nothing happens where it has ended.</summary>
    public Refusal? End(DateTimeOffset now)
    {
        if (Phase == SessionPhase.Ended)
            return null;
        (Phase, EndedAt) = (SessionPhase.Ended, now);
        return Changed();
    }

    /// <summary>What was agreed to can be taken back at any time; what is over cannot be agreed to, but to show what there is of it can.</summary>
    private static bool MayDecideAfterwards(ConsentEntry entry) => entry.Kind == ConsentKind.Supervision
        ? entry.Decision != ConsentDecision.Paused
        : entry.Kind != ConsentKind.Call && entry.Decision == ConsentDecision.Withdrawn;

    private Refusal? Changed()
    {
        Version++;
        return null;
    }
}
