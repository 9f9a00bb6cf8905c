namespace PsyCare.Domain.Sessions;

/// <summary>A moment worth remembering, dropped by the therapist.</summary>
/// <param name="Id">Made by the client, so that a repeated request changes nothing.</param>
/// <param name="AtMs">Session clock, milliseconds.</param>
/// <param name="Label">May be empty; at most <see cref="MaxLabelLength"/> characters.</param>
public sealed record Marker(string Id, long AtMs, string Label)
{
    /// <summary>What kind of moment, by the id of one of the therapist's categories; null for none.</summary>
    public string? CategoryId { get; init; }

    /// <summary>Longest label, characters.</summary>
    public const int MaxLabelLength = 200;

    /// <summary>Most markers in a session.</summary>
    public const int MaxPerSession = 2_000;
}
