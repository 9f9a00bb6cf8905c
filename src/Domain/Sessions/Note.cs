namespace PsyCare.Domain.Sessions;

/// <summary>A note of the therapist, tied to the session clock.</summary>
/// <param name="Id">Made by the client, so that a repeated request changes nothing.</param>
/// <param name="AtMs">Session clock at which the note was begun, milliseconds.</param>
/// <param name="Text">Plain text; at most <see cref="MaxTextLength"/> characters.</param>
/// <param name="Revision">Counts up with every saved change, from 1.</param>
/// <param name="UpdatedAt">When this revision was saved.</param>
public sealed record Note(string Id, long AtMs, string Text, int Revision, DateTimeOffset UpdatedAt)
{
    /// <summary>Longest text, characters.</summary>
    public const int MaxTextLength = 64 * 1024;

    /// <summary>Most notes in a session.</summary>
    public const int MaxPerSession = 500;
}
