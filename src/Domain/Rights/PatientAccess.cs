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

    /// <summary>When the patient asked for everything to be erased; null where they did not, or it was settled.</summary>
    [JsonInclude]
    public DateTimeOffset? ErasureAskedAt { get; private set; }

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

    /// <summary>Records that the patient asked for erasure; the first time counts.</summary>
    public void AskErasure(string patientId, DateTimeOffset now)
    {
        PatientId = patientId;
        ErasureAskedAt ??= now;
    }
}
