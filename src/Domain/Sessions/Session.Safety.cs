using System.Text.Json.Serialization;

namespace PsyCare.Domain.Sessions;

/// <content>What makes a session at a distance safe.</content>
public sealed partial class Session
{
    /// <summary>Shortest and longest planned session, minutes.</summary>
    public const int MinPlannedMinutes = 5, MaxPlannedMinutes = 240;

    /// <summary>Planned length, minutes: the therapist's hour of fifty, unless said otherwise.</summary>
    [JsonInclude]
    public int PlannedMinutes { get; private set; } = 50;

    /// <summary>What the patient confirmed for this session; null until then.</summary>
    [JsonInclude]
    public SafetyConfirmation? Safety { get; private set; }

    /// <summary>The patient confirms where they are and how to be reached; again when it changes.</summary>
    public Refusal? ConfirmSafety(SafetyDetails details, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Phase == SessionPhase.Ended)
            return Refusal.WrongPhase;
        var trimmed = details.Trimmed();
        if (!trimmed.IsValid)
            return Refusal.Invalid;
        if (Safety?.Details == trimmed)
            return null;
        Safety = new(trimmed, now);
        return Changed();
    }

    /// <summary>Plans another length.</summary>
    public Refusal? Plan(int minutes)
    {
        if (minutes is < MinPlannedMinutes or > MaxPlannedMinutes)
            return Refusal.Invalid;
        if (Phase == SessionPhase.Ended)
            return Refusal.WrongPhase;
        if (PlannedMinutes == minutes)
            return null;
        PlannedMinutes = minutes;
        return Changed();
    }
}
