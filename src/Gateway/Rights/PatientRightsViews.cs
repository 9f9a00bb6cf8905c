using System.Text.Json.Serialization;
using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Rights;

/// <summary>Why something is done, in a person's words.</summary>
internal sealed record ReasonRequest(string Reason);

/// <summary>What a therapist answers a patient.</summary>
internal sealed record AnswerRequest(string Text);

/// <summary>A legal hold.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Reason">Why; empty where that was not kept.</param>
/// <param name="SetByName">Who set it; null for the operator of the machine.</param>
/// <param name="SetAt">When; null where that was not kept.</param>
/// <param name="LiftedAt">When it was lifted; null while it stands.</param>
/// <param name="LiftedByName">Who lifted it; null for the operator.</param>
/// <param name="LiftReason">Why it was lifted.</param>
internal sealed record HoldView(
    string HoldId, string Reason, string? SetByName, DateTimeOffset? SetAt, DateTimeOffset? LiftedAt, string? LiftedByName, string? LiftReason);

/// <summary>A patient with holds, as an administrator sees them: no name.</summary>
internal sealed record HeldPatientView(string PatientId, string TherapistName, IReadOnlyList<HoldView> Holds);

/// <summary>A patient's wish that everything be erased.</summary>
/// <param name="AskedAt">When.</param>
/// <param name="AnsweredAt">When the therapist answered; null where they have not.</param>
/// <param name="Answer">What.</param>
internal sealed record ErasureRequestView(DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt, string? Answer);

/// <summary>What happened to a patient's data by their own decision, or by the practice's rules.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RightsEventKind>))]
internal enum RightsEventKind
{
    /// <summary>The patient took a consent back during the session: what was recorded until then stayed.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>The patient took it back afterwards, and what rested on it was erased.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>The patient took it back afterwards, and a legal hold keeps what rested on it.</summary>
    [JsonStringEnumMemberName("withheld")]
    Withheld,

    /// <summary>It was erased because its time was over, or by the operator.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}

/// <summary>One such event.</summary>
/// <param name="At">When.</param>
/// <param name="What">What happened.</param>
/// <param name="Kind">To what.</param>
/// <param name="SessionId">Of which session.</param>
/// <param name="SessionAt">When that was.</param>
internal sealed record RightsEvent(DateTimeOffset At, RightsEventKind What, ConsentKind Kind, string SessionId, DateTimeOffset? SessionAt);

/// <summary>A patient's rights as their therapist sees them.</summary>
/// <param name="CareEndedAt">When care ended; null while it goes on.</param>
/// <param name="RecordEndsAt">When the record's time is over; null while care goes on.</param>
/// <param name="Holds">Legal holds, lifted ones too, oldest first.</param>
/// <param name="Erasure">Whether the patient has asked for everything to be erased.</param>
/// <param name="Events">What the patient took back and what was erased, newest first.</param>
internal sealed record PatientRightsView(
    DateTimeOffset? CareEndedAt, DateTimeOffset? RecordEndsAt, IReadOnlyList<HoldView> Holds, ErasureRequestView? Erasure, IReadOnlyList<RightsEvent> Events);
