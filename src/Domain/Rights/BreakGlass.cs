namespace PsyCare.Domain.Rights;

/// <summary>
/// A supervisor or administrator opens the content of a session that is not theirs, for a stated reason and a short time. Everybody whom it
/// concerns learns of it: the practice, the therapist, the patient.
/// </summary>
/// <param name="Id">Made by the client, so that a repeated request changes nothing.</param>
/// <param name="MemberId">Who.</param>
/// <param name="Reason">Why, in their words; the patient can read it.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="EndsAt">When it closes by itself, or was closed.</param>
public sealed record BreakGlass(string Id, string MemberId, string Reason, DateTimeOffset OpenedAt, DateTimeOffset EndsAt)
{
    /// <summary>Shortest reason, characters: a word is none.</summary>
    public const int MinReasonLength = 15;

    /// <summary>Longest reason, characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>How long the content stays open.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(60);

    /// <summary>Whether it is open now.</summary>
    public bool IsOpen(DateTimeOffset now) => now < EndsAt;
}
