using System.Text.Json.Serialization;

namespace PsyCare.Domain.Retention;

/// <summary>An order to keep everything of a patient: while one stands, nothing of theirs is erased. Lifted ones stay on record.</summary>
/// <param name="Id">Made by whoever sets it, so that a repeat sets no second one.</param>
/// <param name="Reason">Why, in words that the patient may read: who asks, under which file number.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When; null for one from before that was kept.</param>
public sealed record LegalHold(string Id, string Reason, string SetBy, DateTimeOffset? SetAt)
{
    /// <summary>Shortest reason, characters: a word is none.</summary>
    public const int MinReasonLength = 10;

    /// <summary>Longest reason, characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>Most holds of one patient, lifted ones among them.</summary>
    public const int MaxPerPatient = 50;

    /// <summary>When it was lifted; null while it stands.</summary>
    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>Who lifted it.</summary>
    public string? LiftedBy { get; init; }

    /// <summary>Why it was lifted.</summary>
    public string? LiftReason { get; init; }

    /// <summary>Whether it forbids erasing.</summary>
    [JsonIgnore]
    public bool Stands => LiftedAt is null;

    /// <summary>Whether <paramref name="reason"/> is one.</summary>
    public static bool IsReason(string? reason) => reason?.Trim().Length is >= MinReasonLength and <= MaxReasonLength;
}
