using System.Text.Json.Serialization;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Vault;

namespace PsyCare.Domain.Rights;

/// <summary>
/// A patient's way to their own page: a link that the therapist issues, good once and for a while. Browsers that came in by a link stay in
/// until another one is issued or the access is taken back.
/// </summary>
public sealed class PatientAccess : IPatientOwned
{
    /// <inheritdoc/>
    [JsonInclude]
    public string PatientId { get; private set; } = "";

    /// <summary>The newest link; null where none was issued, or it was taken back.</summary>
    [JsonInclude]
    public Invite? Link { get; private set; }

    /// <summary>Counts links and withdrawals: a browser that came in under an earlier number is out.</summary>
    [JsonInclude]
    public int Generation { get; private set; }

    /// <summary>When the patient asked for everything to be erased, the newest time; null where they did not.</summary>
    [JsonInclude]
    public DateTimeOffset? ErasureAskedAt { get; private set; }

    /// <summary>What the therapist answered to that; null where they have not yet.</summary>
    [JsonInclude]
    public ErasureAnswer? ErasureAnswer { get; private set; }

    /// <summary>Issues a link; earlier links stop working, and browsers that came in by them are out.</summary>
    public string Issue(string patientId, DateTimeOffset now)
    {
        PatientId = patientId;
        (Link, var secret) = Invite.Issue(now);
        Generation++;
        return secret;
    }

    /// <summary>Uses the link up.</summary>
    public Refusal? Redeem(string secret, DateTimeOffset now)
    {
        if (Link is null)
            return Refusal.InviteUnknown;
        if (Link.Check(secret, now) is { } refusal)
            return refusal;
        Link = Link with { RedeemedAt = now };
        return null;
    }

    /// <summary>Takes the access back.</summary>
    public void Revoke()
    {
        Link = null;
        Generation++;
    }

    /// <summary>Records that the patient asks for erasure; repeating it changes nothing until it was answered.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool AskErasure(string patientId, DateTimeOffset now)
    {
        if (ErasureAskedAt is not null && ErasureAnswer is null)
            return false;
        (PatientId, ErasureAskedAt, ErasureAnswer) = (patientId, now, null);
        return true;
    }

    /// <summary>Answers the patient who asked; a later answer takes the place of an earlier one.</summary>
    /// <returns>WrongPhase where nobody asked, Invalid where the text says nothing or is too long.</returns>
    public Refusal? AnswerErasure(ErasureAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (ErasureAskedAt is null)
            return Refusal.WrongPhase;
        if (answer.Text.Trim().Length is 0 or > Rights.ErasureAnswer.MaxTextLength)
            return Refusal.Invalid;
        ErasureAnswer = answer with { Text = answer.Text.Trim() };
        return null;
    }
}
