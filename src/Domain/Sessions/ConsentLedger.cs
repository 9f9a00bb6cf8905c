using System.Text.Json.Serialization;

namespace PsyCare.Domain.Sessions;

/// <summary>A patient's decisions in one session: append-only, the last entry of a kind is in force.</summary>
public sealed class ConsentLedger
{
    /// <summary>Most entries; more than a person decides in a session, fewer than a script could flood.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>All decisions, oldest first.</summary>
    [JsonInclude]
    public IReadOnlyList<ConsentEntry> Entries { get; private set; } = [];

    /// <summary>The decision in force, or null where the patient was never asked.</summary>
    public ConsentDecision? InForce(ConsentKind kind) => Entries.LastOrDefault(e => e.Kind == kind)?.Decision;

    /// <summary>Whether the patient has ever agreed to <paramref name="kind"/> in this session.</summary>
    public bool WasEverGranted(ConsentKind kind) => Entries.Any(e => e.Kind == kind && e.Decision == ConsentDecision.Granted);

    /// <summary>Appends a decision; one that changes nothing is not recorded twice.</summary>
    /// <returns>Invalid on an unknown value, WrongPhase when pausing what is not granted, TooLarge when the ledger is full.</returns>
    public Refusal? Decide(ConsentEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!Enum.IsDefined(entry.Kind) || !Enum.IsDefined(entry.Decision) || entry.TextVersion.Length is 0 or > 64)
            return Refusal.Invalid;
        var inForce = InForce(entry.Kind);
        if (inForce == entry.Decision)
            return null;
        if (entry.Decision == ConsentDecision.Paused && inForce != ConsentDecision.Granted)
            return Refusal.WrongPhase;
        if (Entries.Count >= MaxEntries && entry.Decision == ConsentDecision.Granted)
            return Refusal.TooLarge;

        Entries = [.. Entries, entry];
        return null;
    }
}
