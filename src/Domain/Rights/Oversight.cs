using System.Text.Json.Serialization;
using PsyCare.Domain.Vault;

namespace PsyCare.Domain.Rights;

/// <summary>
/// Who beside therapist and patient may see something of a session: clips that were shared, and emergency openings. A method returns why it
/// refuses, or null; it changes nothing when it refuses. Nothing is ever removed: who could see what is part of the record.
/// </summary>
public sealed class Oversight : IPatientOwned
{
    /// <summary>Most clips in a session.</summary>
    public const int MaxClips = 200;

    /// <inheritdoc/>
    [JsonInclude]
    public string PatientId { get; private set; } = "";

    /// <summary>In the order in which they were shared.</summary>
    [JsonInclude]
    public IReadOnlyList<Clip> Clips { get; private set; } = [];

    /// <summary>In the order in which they were opened.</summary>
    [JsonInclude]
    public IReadOnlyList<BreakGlass> Openings { get; private set; } = [];

    /// <summary>Shares a clip; a repeat changes nothing.</summary>
    public Refusal? Share(string patientId, Clip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (Clips.Any(c => c.Id == clip.Id))
            return null;
        var open = clip.ExpiresAt - clip.SharedAt;
        var valid = Ids.IsValid(clip.Id) && Ids.IsValid(clip.SupervisorId) && clip.FromMs >= 0 && clip.ToMs > clip.FromMs
            && clip.ToMs - clip.FromMs <= Clip.MaxLengthMs && clip.Reason.Trim().Length is > 0 and <= Clip.MaxReasonLength
            && open > TimeSpan.Zero && open <= Clip.MaxOpen;
        if (!valid)
            return Refusal.Invalid;
        if (Clips.Count >= MaxClips)
            return Refusal.TooLarge;
        (PatientId, Clips) = (patientId, [.. Clips, clip]);
        return null;
    }

    /// <summary>Takes a clip back; nothing happens where it is closed already.</summary>
    public Refusal? Revoke(string clipId, DateTimeOffset now)
    {
        if (Clips.All(c => c.Id != clipId))
            return Refusal.NotFound;
        Clips = [.. Clips.Select(c => c.Id == clipId && c.IsOpen(now) ? c with { RevokedAt = now } : c)];
        return null;
    }

    /// <summary>Opens the content for a member; a repeat, or another try while it is open, changes nothing.</summary>
    public Refusal? Open(string patientId, BreakGlass opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (!Ids.IsValid(opening.Id) || opening.Reason.Trim().Length is < BreakGlass.MinReasonLength or > BreakGlass.MaxReasonLength)
            return Refusal.Invalid;
        if (Openings.Any(o => o.Id == opening.Id) || OpenTo(opening.MemberId, opening.OpenedAt) is not null)
            return null;
        (PatientId, Openings) = (patientId, [.. Openings, opening]);
        return null;
    }

    /// <summary>Closes what a member has opened, before its time; nothing happens where nothing is open.</summary>
    public void Close(string memberId, DateTimeOffset now) =>
        Openings = [.. Openings.Select(o => o.MemberId == memberId && o.IsOpen(now) ? o with { EndsAt = now } : o)];

    /// <summary>What is open to a member now, or null.</summary>
    public BreakGlass? OpenTo(string memberId, DateTimeOffset now) => Openings.LastOrDefault(o => o.MemberId == memberId && o.IsOpen(now));
}
