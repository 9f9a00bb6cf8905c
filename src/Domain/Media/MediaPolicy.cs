namespace PsyCare.Domain.Media;

/// <summary>What may happen to a session's media right now; follows from the session's phase and the consents in force.</summary>
/// <param name="Call">Whether media may flow between the participants. False before admission and after the end: peers are closed.</param>
/// <param name="Record">Whether both participants are recorded.</param>
/// <param name="Analyse">Whether the patient's video is tapped for inference.</param>
/// <param name="LiveSince">Zero of the session clock; null before the session is live.</param>
public sealed record MediaPolicy(bool Call, bool Record, bool Analyse, DateTimeOffset? LiveSince)
{
    /// <summary>Nothing may happen.</summary>
    public static MediaPolicy Closed { get; } = new(false, false, false, null);
}
